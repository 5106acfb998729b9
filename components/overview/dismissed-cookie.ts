/** Noted on the site's own path, so that one site's choice is not another's. */
export const dismissedCookie = 'sluice.steps-dismissed'
