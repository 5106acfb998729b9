'use client'

import { Failure } from '@/components/layout/failure'
import { SoloPage } from '@/components/layout/solo-page'

/** For whatever a page or a shell throws and no nearer boundary catches. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <SoloPage>
      <Failure error={error} retry={retry} />
    </SoloPage>
  )
}
