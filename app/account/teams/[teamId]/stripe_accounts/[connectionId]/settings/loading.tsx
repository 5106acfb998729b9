import { CardsLoading } from '@/components/connections/loading'

export default function Loading() {
  return <CardsLoading label="Loading settings" cards={3} />
}
