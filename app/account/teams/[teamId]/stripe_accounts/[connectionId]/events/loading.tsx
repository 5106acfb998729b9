import { ListLoading } from '@/components/connections/loading'

export default function Loading() {
  return <ListLoading label="Loading event settings" />
}
