import { DetailSkeleton } from '@/components/ui/page-skeleton'

export default function Loading() {
  return <DetailSkeleton label="Loading the run" />
}
