import { ListSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <ListSkeleton label="Loading flows" rows={4} />
}
