'use client'

import { useLater } from '@/components/ui/later'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { VersionViewProps } from './version-view'

const load = () => import('./version-view').then(({ VersionView }) => VersionView)

/** A version, fetched when somebody wants to look at one. */
export function LaterVersion(props: VersionViewProps) {
  const View = useLater(true, load)
  return View ? <View key={props.no} {...props} /> : <SkeletonRows label="Loading the version" rows={6} />
}
