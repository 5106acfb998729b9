import { CardsSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <CardsSkeleton label="Loading the site’s settings" cards={2} />
}
