/** A fetch that fails in one way only, by a rejection: some pages have a fetch of their own, which throws. */
export const tryFetch = async (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, credentials: 'include' });
