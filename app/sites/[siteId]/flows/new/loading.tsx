import { CardsSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <CardsSkeleton label="Loading the templates" cards={3} />
}
