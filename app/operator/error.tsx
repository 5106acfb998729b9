'use client'

import { Failure } from '@/components/layout/failure'

export default function OperatorError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} />
}
