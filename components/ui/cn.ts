import { type ClassValue, clsx } from 'clsx'

/**
 * Joins class names. Of two that set the same property the style sheet's order decides, not theirs: what a caller may
 * change is written `usual:h-9` in the component, which any plain class beats. Merging them by script weighed 9 kB a page.
 */
export const cn = (...classes: ClassValue[]): string => clsx(classes)
