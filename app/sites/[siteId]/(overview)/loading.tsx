import { SkeletonPage } from '@/components/events/skeleton-page'

export default function Loading() {
  return <SkeletonPage label="Loading the overview" rows={8} />
}
