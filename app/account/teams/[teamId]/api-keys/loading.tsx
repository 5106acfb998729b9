import { CardsSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <CardsSkeleton label="Loading API keys" cards={2} />
}
