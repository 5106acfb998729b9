import { CardsLoading } from '@/components/connections/loading'

export default function Loading() {
  return <CardsLoading label="Loading the Stripe app" cards={3} />
}
