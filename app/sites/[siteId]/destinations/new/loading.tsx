import { CardsSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <CardsSkeleton label="Loading the form" cards={2} />
}
