/** Browser and screen. Only read once tracking is allowed. */

/** Whether there is a PDF viewer and cookies, and the resolution: all as text, in the original's order. */
export const deviceFeatures = (): Record<string, string> => {
  const features: Record<string, string> = {};
  const types = navigator.mimeTypes as (MimeTypeArray & Record<string, MimeType | undefined>) | undefined;
  if (types && types.length) {
    const pdf = types['application/pdf'];
    features.pdf = pdf && pdf.enabledPlugin ? '1' : '0';
  }
  features.cookie = navigator.cookieEnabled ? '1' : '0';
  features.res = `${screen.width | 0}x${screen.height | 0}`;
  return features;
};
