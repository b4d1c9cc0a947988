/** A request by fetch that fails in one way only: some pages have a fetch of their own, which throws. */
export const tryFetch = async (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, credentials: 'include' });
