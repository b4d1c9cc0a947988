export type WebServer = 'nginx' | 'caddy';
export const WEB_SERVERS: Readonly<Record<WebServer, string>>;
export function findWebServer(name: WebServer): string | undefined;
