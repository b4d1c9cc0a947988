/** Browser and screen. Only read once tracking is allowed. */

/** Plugin flags by media type; only PDF viewers still exist, but the flags are part of the server's fingerprint. */
const PLUGIN_TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  qt: 'video/quicktime',
  realp: 'audio/x-pn-realaudio-plugin',
  wma: 'application/x-mplayer2',
  fla: 'application/x-shockwave-flash',
  java: 'application/x-java-vm',
  ag: 'application/x-silverlight',
};

/** Plugin flags, cookie flag and resolution, all as text, in the original's order. */
export const deviceFeatures = (): Record<string, string> => {
  const features: Record<string, string> = {};
  const types = navigator.mimeTypes as (MimeTypeArray & Record<string, MimeType | undefined>) | undefined;
  if (types && types.length) {
    for (const [name, type] of Object.entries(PLUGIN_TYPES)) {
      const found = types[type];
      features[name] = found && found.enabledPlugin ? '1' : '0';
    }
  }
  features.cookie = navigator.cookieEnabled ? '1' : '0';
  features.res = `${screen.width | 0}x${screen.height | 0}`;
  return features;
};
