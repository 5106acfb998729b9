'use client'

import { useLater } from '@/components/ui/later'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { SettingsTabProps } from './settings-tab'

const load = () => import('./settings-tab').then(({ SettingsTab }) => SettingsTab)

/** The settings, fetched once the page stands: forms and questions are a fifth of what a bare page weighs. */
export function LaterSettings(props: SettingsTabProps) {
  const Tab = useLater(true, load)
  return Tab ? <Tab {...props} /> : <SkeletonRows label="Loading settings" rows={6} />
}
