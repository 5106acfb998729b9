import { SkeletonDetail } from '@/components/events/skeleton-page'

export default function Loading() {
  return <SkeletonDetail label="Loading the subscriber" />
}
