import { CardsSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <CardsSkeleton label="Loading the Stripe app" cards={3} />
}
