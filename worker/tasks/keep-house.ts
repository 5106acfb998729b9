export { keepHouse } from '@/lib/housekeeping'
