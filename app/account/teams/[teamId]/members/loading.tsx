import { ListSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <ListSkeleton label="Loading members" rows={4} />
}
