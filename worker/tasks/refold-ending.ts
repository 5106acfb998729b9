export { refoldEnding } from '@/lib/revenue/refold'
