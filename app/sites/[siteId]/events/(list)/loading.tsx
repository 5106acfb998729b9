import { ListSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <ListSkeleton label="Loading events" filters />
}
