#!/usr/bin/env node
// Wire conformance replayer. See README.md for the vector format and the comparison rules.
//
//   node replay.mjs --tracker dist/bundle.js [--vectors DIR] [--only TEXT] [--verbose] [--strict-order]
//                   [--exact] [--record] [--workers N] [--report FILE] [--engine NAME]
//
// Loads the given tracker bundle in a browser, plays every scenario of the vector files and compares
// what reached the (local) tracking server, the cookie jar and the recorded return values with the
// expectations stored next to each scenario. Last line: "wire N/M". Exit code 0 only when N equals M.

import fs from 'node:fs';
import path from 'node:path';
import http from 'node:http';
import https from 'node:https';
import crypto from 'node:crypto';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { ENGINE_NAMES, engineOf } from './engines.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

// ---------------------------------------------------------------------------------------------
// Limits (milliseconds)

const LIMIT = {
  goto: 10000,
  click: 10000,
  step: 12000,
  scenario: 45000,
  settleMin: 950, // the least time the last settle step takes when replaying, so that surplus hits show up
  settleMinBetween: 350, // the same for the settle steps before it
  settleQuiet: 250, // ... and the least silence before they end
  settleMinRecord: 1350,
  settleQuietRecord: 500,
  settleGrace: 1600, // how much longer than the recording a replay may take to send the same requests
  end: 250, // silence after the final navigation away
};
const CLOCK_SLACK = 25; // seconds two timestamps may differ
const CONCURRENT = 30; // requests arriving closer than this are unordered unless the browser told their order

// ---------------------------------------------------------------------------------------------
// Command line

function parseArgs(argv) {
  const o = { vectors: path.join(HERE, 'vectors'), workers: 2, engine: 'chromium' };
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i];
    const next = () => {
      if (i + 1 >= argv.length) usage(`${a} needs a value`);
      return argv[++i];
    };
    if (a === '--tracker') o.tracker = next();
    else if (a === '--vectors') o.vectors = next();
    else if (a === '--only') o.only = next();
    else if (a === '--workers') o.workers = Math.max(1, Number(next()) || 1);
    else if (a === '--report') o.report = next();
    else if (a === '--engine') o.engine = next();
    else if (a === '--verbose') o.verbose = true;
    else if (a === '--record') o.record = true;
    else if (a === '--strict-order') o.strictOrder = true;
    else if (a === '--exact') o.exact = true;
    else if (a === '--help' || a === '-h') usage();
    else usage(`unknown argument ${a}`);
  }
  if (!o.tracker) usage('--tracker is required');
  if (!ENGINE_NAMES.includes(o.engine)) usage(`--engine is one of ${ENGINE_NAMES.join(', ')}`);
  return o;
}

function usage(msg) {
  if (msg) console.error(`replay: ${msg}`);
  console.error(
    'usage: node replay.mjs --tracker FILE [--vectors DIR] [--only TEXT] [--verbose] [--strict-order]\n' +
      '                       [--exact] [--record] [--workers N] [--report FILE] [--engine NAME]',
  );
  process.exit(2);
}

// ---------------------------------------------------------------------------------------------
// Vector files

function loadVectors(dir) {
  const files = fs
    .readdirSync(dir)
    .filter((f) => f.endsWith('.json'))
    .sort();
  const sets = files.map((f) => {
    const file = path.join(dir, f);
    const list = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (!Array.isArray(list)) throw new Error(`${f}: expected an array of scenarios`);
    return { file, list };
  });
  const seen = new Set();
  for (const s of sets.flatMap((x) => x.list)) {
    if (!s.name || !s.area || !Array.isArray(s.steps)) throw new Error(`scenario without name, area or steps: ${s.name}`);
    if (seen.has(s.name)) throw new Error(`two scenarios are called ${s.name}`);
    seen.add(s.name);
  }
  return sets;
}

// JSON with short arrays kept on one line and long arrays of short things wrapped.
function pretty(value, indent = 0, width = 150) {
  const flat = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || flat.length + indent <= 110) return spaced(value);
  const pad = ' '.repeat(indent + 2);
  if (Array.isArray(value)) {
    const cells = value.map((v) => spaced(v));
    const inlineable = value.every((v, i) => cells[i].length <= 200 && (v === null || typeof v !== 'object' || (Array.isArray(v) && v.every((x) => x === null || typeof x !== 'object'))));
    if (inlineable) {
      const lines = [];
      let line = '';
      cells.forEach((c, i) => {
        const piece = c + (i < cells.length - 1 ? ',' : '');
        if (line && (pad + line + ' ' + piece).length > width) {
          lines.push(line);
          line = piece;
        } else line = line ? line + ' ' + piece : piece;
      });
      if (line) lines.push(line);
      return '[\n' + lines.map((l) => pad + l).join('\n') + '\n' + ' '.repeat(indent) + ']';
    }
    return '[\n' + value.map((v) => pad + pretty(v, indent + 2, width)).join(',\n') + '\n' + ' '.repeat(indent) + ']';
  }
  const keys = Object.keys(value).filter((k) => value[k] !== undefined);
  return '{\n' + keys.map((k) => pad + JSON.stringify(k) + ': ' + pretty(value[k], indent + 2, width)).join(',\n') + '\n' + ' '.repeat(indent) + '}';
}

function spaced(v) {
  if (v === null || typeof v !== 'object') return JSON.stringify(v) ?? 'null';
  if (Array.isArray(v)) return '[' + v.map(spaced).join(', ') + ']';
  const keys = Object.keys(v).filter((k) => v[k] !== undefined);
  return keys.length ? '{ ' + keys.map((k) => JSON.stringify(k) + ': ' + spaced(v[k])).join(', ') + ' }' : '{}';
}

// ---------------------------------------------------------------------------------------------
// A throw-away certificate for the https host names (no file, no external tool)

function selfSigned() {
  const der = (tag, ...parts) => {
    const body = Buffer.concat(parts.map((p) => (Buffer.isBuffer(p) ? p : Buffer.from(p))));
    let len;
    if (body.length < 128) len = Buffer.from([body.length]);
    else {
      const b = [];
      for (let n = body.length; n > 0; n = Math.floor(n / 256)) b.unshift(n % 256);
      len = Buffer.from([0x80 | b.length, ...b]);
    }
    return Buffer.concat([Buffer.from([tag]), len, body]);
  };
  const seq = (...p) => der(0x30, ...p);
  const set = (...p) => der(0x31, ...p);
  const oid = (...n) => {
    const out = [n[0] * 40 + n[1]];
    for (const v of n.slice(2)) {
      const b = [v & 127];
      for (let r = Math.floor(v / 128); r > 0; r = Math.floor(r / 128)) b.unshift((r & 127) | 128);
      out.push(...b);
    }
    return der(0x06, Buffer.from(out));
  };
  const utcTime = (d) => der(0x17, d.toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z');
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = seq(oid(1, 2, 840, 10045, 4, 3, 2));
  const name = seq(set(seq(oid(2, 5, 4, 3), der(0x0c, 'site.test'))));
  const names = ['*.test', 'site.test', '*.site.test'].map((n) => der(0x82, n));
  const extensions = der(0xa3, seq(seq(oid(2, 5, 29, 17), der(0x04, seq(...names)))));
  const day = 86400000;
  const body = seq(
    der(0xa0, der(0x02, [2])),
    der(0x02, Buffer.concat([Buffer.from([1]), crypto.randomBytes(8)])),
    algorithm,
    name,
    seq(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + 30 * day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const signature = crypto.sign('sha256', body, privateKey);
  const cert = seq(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: '-----BEGIN CERTIFICATE-----\n' + cert.toString('base64').match(/.{1,64}/g).join('\n') + '\n-----END CERTIFICATE-----\n',
  };
}

// ---------------------------------------------------------------------------------------------
// The local server: pages, the bundle and the tracking endpoint

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const TRACKER_SCRIPT = /(^|\/)(matomo|piwik)(\.min)?\.js$|\/js\/$/;

// Paths of the kit itself, on every host.
const KIT = { prefix: '/wire-kit/', referrer: '/wire-kit/referrer' };

class Site {
  constructor(bundle, engine) {
    this.bundle = bundle;
    this.engine = engine;
    this.active = null;
  }

  async start() {
    const handle = (secure) => (req, res) => {
      const chunks = [];
      req.on('data', (c) => chunks.push(c));
      req.on('error', () => {});
      req.on('end', () => {
        try {
          this.answer(secure, req, Buffer.concat(chunks), res);
        } catch (e) {
          res.statusCode = 500;
          res.end(String(e && e.stack));
        }
      });
    };
    this.plain = http.createServer(handle(false));
    this.tls = https.createServer(selfSigned(), handle(true));
    // Where an engine cannot map host names, this server is its proxy.
    this.plain.on('connect', (req, client, head) => this.tunnel(client, head));
    for (const s of [this.plain, this.tls]) await new Promise((ok) => s.listen(0, '127.0.0.1', ok));
    this.port = this.plain.address().port;
    this.tlsPort = this.tls.address().port;
  }

  stop() {
    for (const s of [this.plain, this.tls]) {
      s.close();
      s.closeAllConnections?.();
    }
  }

  tunnel(client, head) {
    const tls = net.connect(this.tlsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      if (head.length) tls.write(head);
      tls.pipe(client).pipe(tls);
    });
    for (const socket of [tls, client])
      socket.on('error', () => {
        tls.destroy();
        client.destroy();
      });
  }

  answer(secure, req, body, res) {
    req.url = req.url.replace(/^https?:\/\/[^/]*/i, ''); // a proxy is asked for whole addresses
    const host = String(req.headers.host || '').toLowerCase().replace(/:\d+$/, '');
    const url = new URL(`${secure ? 'https' : 'http'}://${host}${req.url}`);
    const run = this.active;
    const page = run && (run.pages[host + url.pathname] || null);
    res.setHeader('cache-control', 'no-store');
    if (url.pathname.includes(KIT.prefix)) return this.own(url, res);
    if (run) run.places.add(url.origin + url.pathname.replace(/[^/]*$/, ''));

    const isTracking = !page && (/(matomo|piwik)\.php$/.test(url.pathname) || (/^stats/.test(host) && !/\.(js|html)$|\/js\/$/.test(url.pathname) && url.pathname !== '/favicon.ico'));
    if (isTracking) return this.track(secure, host, req, body, res, run);

    if (!page && /^stats|^cdn\./.test(host) && TRACKER_SCRIPT.test(url.pathname)) {
      res.setHeader('content-type', 'application/javascript; charset=utf-8');
      // The small delay lets the parser finish first, so that what the browser knows about the page load
      // at the time the tracker starts does not depend on a race.
      setTimeout(() => res.end(this.bundle), run ? run.scriptDelay : 0);
      return;
    }
    if (page) return this.page(page, url, res, run);
    if (/\.[a-z0-9]{1,8}$/i.test(url.pathname) && !/\.html?$/.test(url.pathname)) {
      res.statusCode = 204; // files: the browser stays on the page
      return res.end();
    }
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(prepared('<!doctype html><html><head><meta charset="utf-8"><title>Neutral page</title></head><body><p>neutral</p></body></html>', run));
  }

  // Pages that do what a driver cannot: be a referrer, set cookies with all their attributes, show the jar of a place.
  own(url, res) {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.setHeader('set-cookie', url.searchParams.getAll('set'));
    res.end('<!doctype html><meta name="referrer" content="unsafe-url"><title>Kit</title>');
  }

  page(page, url, res, run) {
    for (const [k, v] of Object.entries(page.headers || {})) res.setHeader(k, v);
    if (page.status) res.statusCode = page.status;
    if (page.raw !== undefined) {
      if (!res.hasHeader('content-type')) res.setHeader('content-type', page.type || 'text/html; charset=utf-8');
      return res.end(/^text\/html/.test(res.getHeader('content-type')) ? prepared(page.raw, run) : page.raw);
    }
    const charset = page.charset || 'utf-8';
    if (!res.hasHeader('content-type')) res.setHeader('content-type', `text/html; charset=${charset}`);
    const html = prepared(renderPage(page, url), run);
    res.end(charset === 'utf-8' ? html : Buffer.from(html, 'latin1'));
  }

  track(secure, host, req, body, res, run) {
    const origin = req.headers.origin;
    res.setHeader('access-control-allow-origin', origin || '*');
    if (origin) res.setHeader('access-control-allow-credentials', 'true');
    res.setHeader('access-control-allow-headers', 'content-type');
    res.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
    if (req.method === 'OPTIONS') {
      res.statusCode = 204;
      return res.end();
    }
    const rule = (run && run.trackerRule) || {};
    if (run) {
      const bulk = asBulk(body.toString('utf8'));
      run.hits += bulk ? bulk.requests.length : 1;
      run.arrivals.push({
        at: Date.now(),
        method: req.method,
        target: `${secure ? 'https' : 'http'}://${host}${req.url}`,
        headers: req.headers,
        body: body.toString('utf8'),
      });
    }
    const reply = () => {
      const status = req.method === 'POST' ? rule.post : rule.get;
      if (status === 'drop') return req.socket.destroy();
      if (status && status !== 200) {
        res.statusCode = status;
        return res.end();
      }
      if (req.method === 'POST' && body.length && body[0] === 0x7b) {
        res.setHeader('content-type', 'application/json');
        return res.end('{"status":"success","tracked":1,"invalid":0}');
      }
      if (/[?&]send_image=0(&|$)/.test(req.url) || /(^|&)send_image=0(&|$)/.test(body.toString('latin1'))) {
        res.statusCode = 204;
        return res.end();
      }
      res.setHeader('content-type', 'image/gif');
      res.end(GIF);
    };
    if (rule.delay) setTimeout(reply, rule.delay);
    else reply();
  }
}

// Code that no driver runs before the page's own comes first in the document itself.
function prepared(html, run) {
  if (!run || !run.inlineScripts.length) return html;
  const scripts = run.inlineScripts.map((code) => `<script>${code}</script>`).join('');
  return /<head>/i.test(html) ? html.replace(/<head>/i, (tag) => tag + scripts) : scripts + html;
}

// The page around the snippet. Everything in here is plain HTML that any bundle must cope with.
function renderPage(page, url) {
  const quote = (s) => JSON.stringify(s).replace(/</g, '\\u003c');
  const js = [];
  if (page.pre) js.push(page.pre);
  const load = page.load ?? 'async';
  if (page.paq !== undefined) {
    if (page.paq !== null) {
      js.push('var _paq = window._paq = window._paq || [];');
      for (const c of page.paq || []) js.push(`_paq.push(${c});`);
      if (page.tracker !== null) js.push(`_paq.push(['setTrackerUrl', ${quote(page.tracker ?? '//stats.test/matomo.php')}]);`);
      if (page.site !== null) js.push(`_paq.push(['setSiteId', ${quote(page.site ?? '1')}]);`);
      for (const c of page.last || []) js.push(`_paq.push(${c});`);
    }
    const src = page.script ?? '//stats.test/matomo.js';
    const inject = `(function () { var s = document.createElement('script'); s.async = true; s.src = ${quote(src)}; document.head.appendChild(s); }());`;
    if (load === 'async') js.push(inject);
    else if (typeof load === 'number') js.push(`window.addEventListener('load', function () { setTimeout(function () { ${inject} }, ${load}); });`);
    else if (load === 'defer') js.push(`document.write('<script defer src=' + ${quote(src)} + '></' + 'script>');`);
  }
  const title = page.title === undefined ? `Page ${url.pathname}` : page.title;
  const esc = (t) => String(t).replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return (
    '<!doctype html><html><head>' +
    (page.charset ? '' : '<meta charset="utf-8">') +
    (title === null ? '' : `<title>${esc(title)}</title>`) +
    (page.head || '') +
    (js.length ? `<script>\n${js.join('\n')}\n</script>` : '') +
    '</head><body>' +
    (page.body === undefined ? '<p>content</p>' : page.body) +
    '</body></html>'
  );
}

// ---------------------------------------------------------------------------------------------
// Normalisation

function decodePart(s) {
  const t = s.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(t);
  } catch {
    return '%raw:' + t;
  }
}

function parseQuery(q) {
  const s = q.replace(/^\?/, '');
  if (!s) return [];
  return s
    .split('&')
    .filter((p) => p !== '')
    .map((p) => {
      const i = p.indexOf('=');
      return i < 0 ? [decodePart(p), null] : [decodePart(p.slice(0, i)), decodePart(p.slice(i + 1))];
    });
}

class Normaliser {
  constructor(run) {
    this.run = run;
    this.hex = new Map();
    this.pv = new Map();
    this.text = run.literalText;
  }

  seen(map, v) {
    if (!map.has(v)) map.set(v, map.size + 1);
    return map.get(v);
  }

  hex16(v) {
    if (this.text.includes(v)) return v;
    return `<hex16:${this.seen(this.hex, v)}>`;
  }

  // Seconds relative to the moment of observation, as a token that is compared with some slack.
  stamp(sec, at) {
    const d = Math.round(sec - at / 1000);
    return Math.abs(d) <= CLOCK_SLACK ? '<ts>' : `<ts${d < 0 ? '' : '+'}${d}>`;
  }

  // Ids and timestamps inside longer text (URLs, cookie values, returned strings).
  inner(v, at) {
    let s = String(v);
    s = s.replace(/(?<![0-9a-zA-Z])([0-9a-f]{16})(\d{10})([0-9a-f]{6})(?![0-9a-zA-Z])/g, (m, id, ts, dev) => {
      if (this.text.includes(m)) return m;
      const known = this.run.deviceIds.has(dev) ? '<device>' : '<device?>';
      return `${this.hex16(id)}${this.stamp(Number(ts), at)}${known}`;
    });
    s = s.replace(/(?<![0-9a-zA-Z])[0-9a-f]{16}(?![0-9a-zA-Z])/g, (m) => this.hex16(m));
    s = s.replace(/(?<![0-9a-zA-Z])1\d{12}(?![0-9a-zA-Z])/g, (m) => (this.text.includes(m) ? m : this.stamp(Number(m) / 1000, at).replace('<ts', '<tsms')));
    s = s.replace(/(?<![0-9a-zA-Z])1\d{9}(?![0-9a-zA-Z])/g, (m) => (this.text.includes(m) || Math.abs(Number(m) - at / 1000) > 70 * 86400 * 30 ? m : this.stamp(Number(m), at)));
    return s;
  }

  rawText(v, at) {
    return this.inner(v, at).replace(/\b(pf_[a-z0-9]+)=\d+/g, '$1=<ms>');
  }

  clock(params, at) {
    const get = (k) => params.filter((p) => p[0] === k).map((p) => p[1]);
    const [h, m, s] = ['h', 'm', 's'].map((k) => get(k));
    if (h.length !== 1 || m.length !== 1 || s.length !== 1) return false;
    if (![h[0], m[0], s[0]].every((v) => /^\d{1,2}$/.test(v))) return false;
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: this.run.timezone,
      hourCycle: 'h23',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(new Date(at));
    const num = (t) => Number(parts.find((p) => p.type === t).value);
    const real = num('hour') * 3600 + num('minute') * 60 + num('second');
    const sent = Number(h[0]) * 3600 + Number(m[0]) * 60 + Number(s[0]);
    const late = (((real - sent) % 86400) + 86400) % 86400;
    return late <= 30 || late >= 86397;
  }

  uadata(v) {
    let o;
    try {
      o = JSON.parse(v);
    } catch {
      return v;
    }
    if (!o || typeof o !== 'object') return v;
    const out = {};
    const brands = (b) => Array.isArray(b) && b.length > 0 && b.every((x) => x && typeof x.brand === 'string' && typeof x.version === 'string');
    for (const k of Object.keys(o).sort()) {
      const x = o[k];
      if (k === 'brands' || k === 'fullVersionList') out[k] = brands(x) ? '<brands>' : x;
      else if (k === 'platformVersion' || k === 'uaFullVersion') out[k] = typeof x === 'string' ? '<version>' : x;
      else if (k === 'formFactors' || k === 'formFactor') out[k] = Array.isArray(x) ? '<list>' : x;
      else out[k] = x;
    }
    return JSON.stringify(out);
  }

  params(list, at, perf) {
    const clockOk = this.clock(list, at);
    let timing = 0;
    const out = [];
    for (const [k, v] of list) {
      if (v === null) out.push([k, null]);
      else if (k === 'r' || k === 'rand') out.push([k, /^\d{1,20}$/.test(v) ? '<rand>' : v]);
      else if ((k === 'h' || k === 'm' || k === 's') && clockOk) out.push([k, '<hms>']);
      else if (k === '_id' || k === 'cid') out.push([k, /^[0-9a-f]{16}$/.test(v) ? this.hex16(v) : v]);
      else if (k === 'pv_id') out.push([k, /^[0-9A-Za-z]{6}$/.test(v) && !this.text.includes(v) ? `<pv:${this.seen(this.pv, v)}>` : v]);
      else if (/^_(refts|idts|viewts|ects)$/.test(k)) out.push([k, /^1\d{9}$/.test(v) ? this.stamp(Number(v), at) : v]);
      else if (/^pf_(net|srv|tfr|dm1|dm2|onl)$/.test(k) && perf !== 'values') {
        const ok = /^\d{1,5}$/.test(v);
        if (perf === 'names' || !ok) out.push([k, ok ? '<ms>' : v]);
        else if (!timing++) out.push(['pf_*', '<ms>']);
      } else if (k === 'pdf') out.push([k, /^[01]$/.test(v) ? '<bit>' : v]);
      else if (k === 'uadata') out.push([k, this.uadata(v)]);
      else out.push([this.inner(k, at), this.inner(v, at)]);
    }
    return out;
  }

  request(a, perf) {
    const u = a.target;
    const q = u.indexOf('?');
    const base = q < 0 ? u : u.slice(0, q);
    const query = q < 0 ? '' : u.slice(q + 1);
    const out = { via: a.via, method: a.method, to: base, from: a.from };
    const type = String(a.headers['content-type'] || '').toLowerCase().replace(/\s+/g, ' ');
    if (type) out.type = type;
    if (a.showCookies) out.cookieHeader = a.headers.cookie ? this.inner(a.headers.cookie, a.at) : '';
    const fixed = this.run.fixedQuery;
    let params = parseQuery(query);
    if (fixed) {
      // The tracker URL of some scenarios has a query of its own.
      const own = parseQuery(fixed);
      const head = params.slice(0, own.length);
      if (JSON.stringify(head) === JSON.stringify(own)) params = params.slice(own.length);
      out.to = base + '?' + fixed;
    }
    if (a.body) {
      const bulk = asBulk(a.body);
      if (params.length) out.query = this.params(params, a.at, perf);
      if (bulk) {
        out.in = 'bulk';
        const rest = { ...bulk };
        delete rest.requests;
        out.bulkOptions = rest;
        out.bulk = bulk.requests.map((r) => {
          // a server reads what follows the question mark
          const text = String(r);
          const params = this.params(parseQuery(text.slice(text.indexOf('?') + 1)), a.at, perf);
          return text.includes('?') ? params : [['(no question mark)', null], ...params];
        });
      } else if (/^\s*[{[]/.test(a.body)) {
        out.in = 'body';
        out.raw = this.rawText(a.body, a.at);
      } else {
        out.in = 'body';
        out.params = this.params(parseQuery(a.body), a.at, perf);
      }
    } else {
      out.in = 'query';
      if (/^%7B|^\{/i.test(query)) out.raw = this.rawText(decodePart(query), a.at);
      else out.params = this.params(params, a.at, perf);
    }
    return out;
  }

  cookie(c, at) {
    let value = c.value;
    try {
      value = decodeURIComponent(c.value);
    } catch {
      /* keep */
    }
    let expires = 'session';
    if (c.expires && c.expires > 0) {
      const d = Math.round(c.expires - at / 1000);
      expires = `<in ${d}s>`;
    }
    return {
      name: c.name,
      value: this.inner(value, at),
      domain: c.domain,
      path: c.path,
      expires,
      secure: c.secure,
      httpOnly: c.httpOnly,
      sameSite: c.sameSite,
    };
  }

  value(v, at) {
    if (typeof v === 'string') return this.inner(v, at);
    if (typeof v === 'number') {
      if (Number.isInteger(v) && /^1\d{9}$/.test(String(v))) return this.stamp(v, at);
      if (Number.isInteger(v) && /^1\d{12}$/.test(String(v))) return this.stamp(v / 1000, at).replace('<ts', '<tsms');
      return v;
    }
    if (Array.isArray(v)) return v.map((x) => this.value(x, at));
    if (v && typeof v === 'object') return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, this.value(x, at)]));
    return v === undefined ? '<undefined>' : v;
  }
}

function asBulk(body) {
  if (!body.startsWith('{')) return null;
  try {
    const o = JSON.parse(body);
    return o && Array.isArray(o.requests) ? o : null;
  } catch {
    return null;
  }
}

// ---------------------------------------------------------------------------------------------
// Playing one scenario

const sleep = (ms) => new Promise((ok) => setTimeout(ok, ms));

function bounded(promise, ms, what) {
  let timer;
  return Promise.race([
    promise,
    new Promise((_, no) => {
      timer = setTimeout(() => no(new Error(`${what}: not done after ${ms} ms`)), ms);
    }),
  ]).finally(() => clearTimeout(timer));
}

// {{now}}, {{now-86400}}, {{nowms+5000}} in any string of a scenario
function fill(v, now) {
  if (typeof v === 'string')
    return v.replace(/\{\{(nowms|now)([+-]\d+)?\}\}/g, (_, unit, d) => String((unit === 'now' ? Math.floor(now / 1000) : now) + Number(d || 0)));
  if (Array.isArray(v)) return v.map((x) => fill(x, now));
  if (v && typeof v === 'object') return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, fill(x, now)]));
  return v;
}

// Runs before any script of a page: a place for recorded values, and, in browser builds without a PDF viewer, the
// plug-in list that the others have.
const PREPARE = `window.out = window.out || {};
if (navigator.mimeTypes && navigator.mimeTypes.length === 0) {
  Object.defineProperty(Navigator.prototype, 'mimeTypes', { configurable: true, get: function () {
    var m = { type: 'application/pdf', enabledPlugin: { name: 'PDF Viewer' } };
    return { length: 1, 0: m, 'application/pdf': m };
  } });
}`;

const BROWSER_SWITCHES = {
  dnt: (v) => `Object.defineProperty(Navigator.prototype, 'doNotTrack', { configurable: true, get: function () { return ${JSON.stringify(v)}; } });`,
  noBeacon: () => `delete Navigator.prototype.sendBeacon;`,
  beaconRefused: () => `Navigator.prototype.sendBeacon = function () { return false; };`,
  cookiesBlocked: () =>
    `Object.defineProperty(Document.prototype, 'cookie', { configurable: true, get: function () { return ''; }, set: function () {} });` +
    `Object.defineProperty(Navigator.prototype, 'cookieEnabled', { configurable: true, get: function () { return false; } });`,
  init: (v) => v,
};

// For an engine that cannot be given a screen; focus as every driver that emulates it reports it.
const screenScript = ({ width, height }) =>
  Object.entries({ width, height, availWidth: width, availHeight: height })
    .map(([k, v]) => `Object.defineProperty(Screen.prototype, '${k}', { configurable: true, get: function () { return ${v}; } });`)
    .join('\n') + '\nDocument.prototype.hasFocus = function () { return true; };';

async function play(scenario, env) {
  const started = Date.now();
  const { native } = env.engine;
  const { expect, ...source } = scenario;
  const live = fill(source, started);
  const options = live.options || {};
  const run = {
    pages: live.pages || {},
    arrivals: [],
    hits: 0,
    issued: [],
    trackerRule: (live.server && live.server.tracker) || {},
    fixedQuery: live.server && live.server.fixedQuery,
    scriptDelay: options.scriptDelay ?? 40,
    literalText: JSON.stringify(source),
    timezone: options.timezone,
    deviceIds: new Set(),
    marks: [],
    snapshots: {},
    out: {},
    lost: [],
    places: new Set(),
    inlineScripts: [],
  };
  const screen = options.screen || { width: 1280, height: 720 };
  const context = await env.browser.newContext({
    viewport: options.viewport || { width: 1280, height: 720 },
    ...(native.screen && { screen }),
    locale: options.locale || 'en-US',
    timezoneId: options.timezone,
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
  });
  run.timezone ||= env.timezone;
  if (!native.jar) context.places = run.places;
  env.site.active = run;
  const tabs = [];
  let current = null;
  const errors = [];
  const byUs = new WeakSet();
  const adopt = (p) => {
    if (tabs.includes(p)) return p;
    tabs.push(p);
    p.on('pageerror', (e) => errors.push(String(e && e.message)));
    p.on('dialog', (d) => d.dismiss().catch(() => {}));
    return p;
  };
  context.on('page', adopt);
  context.on('request', (r) => {
    // Firefox calls a beacon a document.
    const type = r.resourceType() === 'document' && r.method() === 'POST' ? 'ping' : r.resourceType();
    if (!['ping', 'xhr', 'fetch', 'image', 'other', 'beacon'].includes(type)) return;
    run.issued.push({ at: Date.now(), type, method: r.method(), url: r.url().replace(/#.*$/, '') });
  });
  try {
    const scripts = [PREPARE, ...Object.entries(options).flatMap(([k, v]) => (BROWSER_SWITCHES[k] && v ? BROWSER_SWITCHES[k](v) : []))];
    if (!native.screen) scripts.push(screenScript(screen));
    if (env.engine.script) scripts.push(env.engine.script);
    if (!native.scripts) run.inlineScripts = scripts;
    else for (const script of scripts) await context.addInitScript(script);
    if (live.cookies) await context.addCookies(live.cookies.map((c) => presetCookie(c, started)));
    current = adopt(await context.newPage());
    const io = {
      run,
      env,
      context,
      tabs,
      adopt,
      expect,
      get page() {
        return current;
      },
      set page(p) {
        current = p;
      },
      byUs,
    };
    const last = live.steps.reduce((n, step, i) => (isPassive(step) ? n : i), -1);
    for (let i = 0; i < live.steps.length; i++) {
      io.finalSettle = i > last;
      const left = LIMIT.scenario - (Date.now() - started);
      if (left <= 0) throw new Error('scenario took too long');
      const step = live.steps[i];
      await bounded(doStep(step, io), Math.min(left, LIMIT.step), `step ${i + 1} ${JSON.stringify(step).slice(0, 120)}`);
    }
    io.finalSettle = true;
    if (!live.steps.slice(last + 1).some((step) => 'settle' in step)) await settle(io);
    await deviceIds(io);
    await leave(io);
    const at = Date.now();
    run.snapshots.final = { at, list: await context.cookies() };
  } finally {
    await bounded(context.close(), 8000, 'closing the browser context').catch(() => {});
    env.site.active = null;
  }
  return finish(run, scenario, errors, env.engine);
}

function presetCookie(c, now) {
  const out = { name: c.name, value: c.raw ? c.value : encodeURIComponent(c.value) };
  out.domain = c.domain || 'site.test';
  out.path = c.path || '/';
  out.expires = Math.floor(now / 1000) + (c.maxAge ?? 86400);
  out.sameSite = c.sameSite || 'Lax';
  if (c.secure) out.secure = true;
  return out;
}

async function settle(io, opts = {}) {
  const { run, env, expect } = io;
  const t0 = Date.now();
  const record = env.record;
  const min = opts.min ?? (record ? LIMIT.settleMinRecord : io.finalSettle ? LIMIT.settleMin : LIMIT.settleMinBetween);
  const quiet = record ? LIMIT.settleQuietRecord : LIMIT.settleQuiet;
  const index = run.marks.length;
  const mark = !record && expect && expect.marks && expect.marks[index];
  const want = mark ? mark[0] : 0;
  const grace = run.gaveUp ? 200 : LIMIT.settleGrace;
  const deadline = t0 + (record ? 9000 : Math.max(min, mark ? mark[1] : min) + grace);
  for (;;) {
    const now = Date.now();
    const last = run.arrivals.length ? run.arrivals[run.arrivals.length - 1].at : 0;
    if (now - t0 >= min && now - last >= quiet && run.hits >= want) break;
    if (now >= deadline) {
      if (run.hits < want) run.gaveUp = true; // do not wait as long for what follows a loss
      break;
    }
    await sleep(25);
  }
  run.marks.push([run.hits, Math.max(0, (run.arrivals.length ? run.arrivals[run.arrivals.length - 1].at : t0) - t0)]);
}

// Leave every open page the way a visitor would, so that whatever is flushed on unload is seen.
async function leave(io) {
  for (const p of [...io.tabs]) {
    if (p.isClosed()) continue;
    if ((await p.url()) === 'about:blank') continue;
    await p.goto('about:blank', { waitUntil: 'load', timeout: LIMIT.goto }).catch(() => {});
  }
  const t0 = Date.now();
  for (;;) {
    const now = Date.now();
    const last = io.run.arrivals.length ? io.run.arrivals[io.run.arrivals.length - 1].at : 0;
    if ((now - t0 >= LIMIT.end && now - last >= LIMIT.settleQuiet) || now - t0 > 3000) break;
    await sleep(25);
  }
}

// The six characters that end a cross-domain parameter depend on the browser; they are a plain function of
// what the browser reports, so they can be checked rather than ignored.
async function deviceIds(io) {
  for (const p of io.tabs) {
    if (p.isClosed()) continue;
    const f = await bounded(
      p.evaluate(() => {
        const has = (t) => (navigator.mimeTypes[t] && navigator.mimeTypes[t].enabledPlugin ? '1' : '0');
        return {
          ua: navigator.userAgent,
          platform: navigator.platform,
          features: {
            pdf: has('application/pdf'),
            qt: has('video/quicktime'),
            realp: has('audio/x-pn-realaudio-plugin'),
            wma: has('application/x-mplayer2'),
            fla: has('application/x-shockwave-flash'),
            java: has('application/x-java-vm'),
            ag: has('application/x-silverlight'),
            cookie: navigator.cookieEnabled ? '1' : '0',
            res: `${screen.width}x${screen.height}`,
          },
        };
      }),
      3000,
      'reading browser features',
    ).catch(() => null);
    if (!f) continue;
    for (const feat of [f.features, {}]) {
      const text = f.ua + f.platform + JSON.stringify(feat);
      io.run.deviceIds.add(crypto.createHash('sha1').update(text, 'utf8').digest('hex').slice(0, 6));
    }
  }
}

// Steps after which no further hit is to be expected.
function isPassive(step) {
  if ('settle' in step || 'cookies' in step || 'count' in step || 'wait' in step) return true;
  return 'eval' in step && 'as' in step && !/_paq|track[A-Z]|\.push\(|postMessage|dispatch|location|href\s*=/.test(step.eval);
}

function isExpression(code) {
  try {
    new Function(`return (${code}\n);`);
    return true;
  } catch {
    return false;
  }
}

async function doStep(step, io) {
  const page = io.page;
  const has = (k) => Object.prototype.hasOwnProperty.call(step, k);
  if (has('goto')) {
    if (step.referer && !io.env.engine.native.referer) await follow(page, step.referer, step.goto);
    else await page.goto(step.goto, { waitUntil: step.until || 'load', timeout: LIMIT.goto, referer: step.referer });
    await sleep(60);
  } else if (has('push')) {
    const code = step.push.map((c) => `window._paq.push(${c});`).join('\n');
    await page.evaluate(`(function () { ${code} }())`);
  } else if (has('eval')) {
    const v = await page.evaluate(`(function () { ${isExpression(step.eval) ? `return (${step.eval}\n);` : step.eval} }())`);
    if (step.as) io.run.out[step.as] = { at: Date.now(), value: v, parse: step.parse };
  } else if (has('click')) {
    const opts = { button: step.button || 'left', timeout: LIMIT.click, noWaitAfter: true };
    if (step.modifiers) opts.modifiers = step.modifiers;
    if (step.position) opts.position = step.position;
    await page.click(step.click, opts);
    await sleep(60);
  } else if (has('press')) {
    if (step.on) await page.focus(step.on, { timeout: LIMIT.click });
    await page.keyboard.press(step.press);
    await sleep(60);
  } else if (has('scroll')) {
    await page.evaluate(`window.scrollTo(0, ${Number(step.scroll)})`);
  } else if (has('wait')) {
    await sleep(Math.min(step.wait, 9000));
  } else if (has('waitHits')) {
    const t0 = Date.now();
    const limit = io.run.gaveUp ? 600 : Math.min(step.timeout || 4000, 9000);
    while (io.run.hits < step.waitHits && Date.now() - t0 < limit) await sleep(20);
    if (io.run.hits < step.waitHits) io.run.gaveUp = true;
    await sleep(60);
  } else if (has('count')) {
    io.run.out[step.count] = { at: Date.now(), value: io.run.hits };
  } else if (has('settle')) {
    await settle(io, typeof step.settle === 'object' ? step.settle : {});
  } else if (has('waitUrl')) {
    await page.waitForURL(step.waitUrl, { timeout: 6000, waitUntil: 'load' });
    await sleep(60);
  } else if (has('back')) {
    await page.goBack({ waitUntil: 'load', timeout: LIMIT.goto });
    await sleep(60);
  } else if (has('reload')) {
    await page.reload({ waitUntil: 'load', timeout: LIMIT.goto });
    await sleep(60);
  } else if (has('newTab')) {
    io.page = io.adopt(await io.context.newPage());
    if (step.newTab) await io.page.goto(step.newTab, { waitUntil: 'load', timeout: LIMIT.goto });
    await sleep(60);
  } else if (has('waitTab')) {
    const t0 = Date.now();
    while (io.tabs.length <= step.waitTab && Date.now() - t0 < 5000) {
      await io.context.discover?.(); // a driver that does not tell of new tabs by itself
      await sleep(20);
    }
    const p = io.tabs[step.waitTab];
    if (!p) throw new Error(`no tab ${step.waitTab} opened`);
    await p.waitForLoadState('load', { timeout: 6000 });
    if (step.switch !== false) io.page = p;
    await sleep(60);
  } else if (has('tab')) {
    io.page = io.tabs[step.tab];
    await io.page.bringToFront();
  } else if (has('closeTab')) {
    await page.close({ runBeforeUnload: true });
    const t0 = Date.now();
    while (!page.isClosed() && Date.now() - t0 < 3000) await sleep(20);
    io.page = io.tabs.find((p) => !p.isClosed()) || page;
  } else if (has('visibility')) {
    await page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, step.visibility);
  } else if (has('blur')) {
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  } else if (has('focus')) {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  } else if (has('cookies')) {
    io.run.snapshots[step.cookies] = { at: Date.now(), list: await io.context.cookies() };
  } else if (has('setCookies')) {
    await io.context.addCookies(step.setCookies.map((c) => presetCookie(c, Date.now())));
  } else if (has('clearCookies')) {
    for (const pattern of step.clearCookies) await io.context.clearCookies({ name: globExpression(pattern) });
  } else if (has('server')) {
    io.run.trackerRule = step.server.tracker || {};
  } else {
    throw new Error(`unknown step ${JSON.stringify(step)}`);
  }
}

// Opens an address as a visitor of `referer` does.
async function follow(page, referer, target) {
  await page.goto(new URL(KIT.referrer, referer).href, { waitUntil: 'load', timeout: LIMIT.goto });
  await page.evaluate(`history.replaceState(null, '', ${JSON.stringify(referer)})`);
  await page.evaluate(`void setTimeout(function () { location.assign(${JSON.stringify(target)}); })`);
  await page.waitForURL((url) => String(url) === new URL(target).href, { timeout: LIMIT.goto, waitUntil: 'load' });
}

// Put the requests in the order in which the browser issued them, name their transport and normalise.
function finish(run, scenario, errors, engine) {
  const perf = (scenario.compare && scenario.compare.timing) || 'presence';
  const queue = new Map();
  run.issued.forEach((e, i) => {
    const key = `${e.method} ${e.url}`;
    if (!queue.has(key)) queue.set(key, []);
    queue.get(key).push({ ...e, seq: i });
  });
  const canonical = (t) => {
    try {
      return new URL(t).href;
    } catch {
      return t;
    }
  };
  for (const a of run.arrivals) {
    const list = queue.get(`${a.method} ${canonical(a.target)}`);
    const e = list && list.shift();
    a.seq = e ? e.seq : null;
    a.via = e ? { ping: 'beacon', beacon: 'beacon', other: 'other' }[e.type] || e.type : engine.kindOf(a.headers);
    let from = '';
    try {
      from = a.headers.referer ? new URL(a.headers.referer).host : '';
    } catch {
      /* none */
    }
    a.from = from;
    a.showCookies = !!(scenario.compare && scenario.compare.cookieHeader);
  }
  const known = run.arrivals.filter((a) => a.seq !== null).sort((x, y) => x.seq - y.seq);
  const ordered = [...known];
  for (const a of run.arrivals.filter((x) => x.seq === null)) {
    let pos = 0;
    ordered.forEach((b, i) => {
      if (b.at <= a.at) pos = i + 1;
    });
    ordered.splice(pos, 0, a);
  }
  const norm = new Normaliser(run);
  const requests = ordered.map((a) => norm.request(a, perf));
  requests.forEach((r, i) => {
    const a = ordered[i];
    const before = ordered[i - 1];
    if (i > 0 && (a.seq === null || before.seq === null) && Math.abs(a.at - before.at) < CONCURRENT) r.unordered = true;
  });
  const cookies = {};
  for (const [label, snap] of Object.entries(run.snapshots)) {
    cookies[label] = snap.list
      .filter((c) => !(scenario.ignoreCookies || []).includes(c.name))
      .map((c) => norm.cookie(c, snap.at))
      .sort((a, b) => (a.name + a.domain + a.path < b.name + b.domain + b.path ? -1 : 1));
  }
  const out = {};
  for (const [label, o] of Object.entries(run.out)) {
    out[label] =
      o.parse === 'query' && typeof o.value === 'string' ? norm.params(parseQuery(o.value), o.at, perf) : o.parse === 'querylist' && Array.isArray(o.value) ? o.value.map((v) => norm.params(parseQuery(String(v)), o.at, perf)) : norm.value(o.value, o.at);
  }
  return { requests, cookies, out, marks: run.marks, errors };
}

// ---------------------------------------------------------------------------------------------
// Comparison

// Differences that are always accepted, because reports and cookies do not depend on them. See README.md,
// "Accepted differences". Switched off by --exact.
const ZERO_FLAGS = /^(qt|realp|wma|fla|java|ag)$/;
const VISIT_COUNTERS = /^_(idts|idvc|viewts|ects)$/;
const JUNK = new Set(['undefined', 'null', 'NaN']);
const ID_COOKIE = /id\.[^.]+\.[0-9a-f]{4}$/;
const BULK_LIMIT = 50;

const TOKEN = /<(ts|tsms)([+-]\d+)?>|<in (-?\d+)s>/g;

// Equal except that timestamps and expiry times may differ a little.
function sameText(a, b) {
  if (a === b) return true;
  const cut = (s) => {
    const numbers = [];
    const rest = s.replace(TOKEN, (m, kind, offset, expiry) => {
      numbers.push(Number(offset ?? expiry ?? 0));
      return `\u0000${kind || 'in'}`;
    });
    return [rest, numbers];
  };
  const [restA, numbersA] = cut(a);
  const [restB, numbersB] = cut(b);
  return restA === restB && numbersA.every((v, i) => Math.abs(v - numbersB[i]) <= CLOCK_SLACK + 10);
}

function asJson(s) {
  if (!/^[[{]/.test(s)) return undefined;
  try {
    return JSON.parse(s);
  } catch {
    return undefined;
  }
}

function sameValue(a, b) {
  if (typeof a === 'string' && typeof b === 'string') {
    if (sameText(a, b)) return true;
    const [ja, jb] = [asJson(a), asJson(b)];
    return ja !== undefined && jb !== undefined && sameValue(ja, jb);
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => sameValue(x, b[i]));
  if (a && b && typeof a === 'object' && typeof b === 'object' && !Array.isArray(a) && !Array.isArray(b)) {
    const ka = Object.keys(a).sort();
    const kb = Object.keys(b).sort();
    return ka.length === kb.length && ka.every((k, i) => k === kb[i] && sameValue(a[k], b[k]));
  }
  return a === b;
}

const show = (v) => (v === undefined ? '(absent)' : spaced(v));

const globExpression = (pattern) => new RegExp('^' + pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*') + '$');
const glob = (pattern, text) => globExpression(pattern).test(text);

// What a scenario tolerates, plus what is accepted everywhere.
class Tolerance {
  constructor(rules, opts) {
    this.exact = !!opts.exact;
    this.rules = this.exact ? [] : rules || [];
  }
  param(k) {
    return this.rules.some((r) => r.param && glob(r.param, k));
  }
  pair([k, v]) {
    return this.rules.some((r) => r.pair && glob(r.pair[0], k) && r.pair[1] === v);
  }
  cookie(name, label) {
    return this.rules.some((r) => r.cookie && glob(r.cookie, name) && (!r.at || r.at === label));
  }
  out(k) {
    return this.rules.some((r) => r.out && glob(r.out, k));
  }
  has(flag) {
    return this.rules.some((r) => r[flag]);
  }
  // A hit that may be missing or additional: { "hit": { "ping": "1", "link": null } }, null meaning absent.
  hit(h) {
    return this.rules.some(
      (r) =>
        r.hit &&
        Object.entries(r.hit).every(([k, v]) => {
          const p = (h.params || []).find((x) => x[0] === k);
          return v === null ? !p : p && p[1] === v;
        }),
    );
  }
  // May a parameter of the recording be missing?
  missing(pair, ctx) {
    if (this.param(pair[0]) || this.pair(pair)) return true;
    if (this.exact) return false;
    return (ZERO_FLAGS.test(pair[0]) && pair[1] === '0') || JUNK.has(pair[1]) || (pair[0] === 'consent' && ctx.bulk);
  }
  // May a parameter that is not in the recording be there?
  extra(pair, ctx) {
    if (this.param(pair[0]) || this.pair(pair)) return true;
    if (this.exact) return false;
    const [k, v] = pair;
    if (VISIT_COUNTERS.test(k)) return /^(\d+|<ts([+-]\d+)?>)$/.test(v);
    if (k === 'cdo') return /^\d+$/.test(v);
    return (ZERO_FLAGS.test(k) && v === '0') || JUNK.has(v) || (k === 'consent' && ctx.bulk);
  }
}

// The hits of a list of requests: a bulk request counts as the hits in it.
function hitsOf(requests) {
  const hits = [];
  requests.forEach((r, i) => {
    const base = { request: i, via: r.via, method: r.method, to: r.to, from: r.from, type: r.type, in: r.in, cookieHeader: r.cookieHeader };
    if (r.bulk) r.bulk.forEach((params, k) => hits.push({ ...base, bulk: true, options: r.bulkOptions, query: r.query, params, unordered: k === 0 && r.unordered }));
    else hits.push({ ...base, params: r.params, raw: r.raw, query: r.query, unordered: r.unordered });
  });
  return hits;
}

// Number the placeholders of ids again, by first appearance in what is left to compare.
function renumber(data) {
  const maps = { hex16: new Map(), pv: new Map() };
  const text = JSON.stringify(data).replace(/<(hex16|pv):(\d+)>/g, (m, kind, n) => {
    const map = maps[kind];
    if (!map.has(n)) map.set(n, map.size + 1);
    return `<${kind}:${map.get(n)}>`;
  });
  return JSON.parse(text);
}

// Compare two lists of [key, value]: the same pairs, whatever their order.
function diffParams(want, got, tol, ctx, prefix) {
  const lines = [];
  const keep = (p) => !(ctx.dropTiming && p[0].startsWith('pf_')) && !(ctx.dropSendImage && p[0] === 'send_image');
  const left = got.filter(keep).map((p) => ({ p, used: false }));
  const missing = [];
  for (const w of want.filter(keep)) {
    const hit = left.find((g) => !g.used && g.p[0] === w[0] && sameValue(w[1], g.p[1]));
    if (hit) hit.used = true;
    else missing.push(w);
  }
  const extra = left.filter((g) => !g.used).map((g) => g.p);
  for (const w of missing) {
    const i = extra.findIndex((e) => e[0] === w[0]);
    const g = i >= 0 ? extra[i] : null;
    if (g && !tol.param(w[0])) {
      extra.splice(i, 1);
      if (ctx.lateId && w[0] === '_id' && w[1] === '' && /^<hex16:\d+>$/.test(g[1])) continue;
      if (ctx.lateId && w[0] === '_idn') continue;
      if (tol.missing(w, ctx) && tol.extra(g, ctx)) continue;
      lines.push(`${prefix}~ ${w[0]}: expected ${show(w[1])}, got ${show(g[1])}`);
    } else if (!tol.missing(w, ctx)) lines.push(`${prefix}- ${w[0]} missing (expected ${show(w[1])})`);
  }
  for (const e of extra) if (!tol.extra(e, ctx)) lines.push(`${prefix}+ ${e[0]} not expected (${show(e[1])})`);
  return lines;
}

// A keepalive fetch does the work of a beacon.
const transportClass = (via) => (via === 'fetch' ? 'beacon' : via);

function diffHit(want, got, scenario, tol, prefix) {
  const lines = [];
  const field = (name, w, g) => {
    if (w !== g) lines.push(`${prefix}~ ${name}: expected ${show(w)}, got ${show(g)}`);
  };
  const settings = scenario.compare || {};
  const sameShape = !want.bulk === !got.bulk;
  if (!tol.has('transport')) {
    if (sameShape) {
      field('transport', transportClass(want.via), transportClass(got.via));
      field('method', want.method, got.method);
      field('content type', want.type, got.type);
      field('parameters in', want.in, got.in);
      if (want.bulk && (tol.exact || settings.packaging) && !sameValue(want.options, got.options)) field('bulk options', want.options, got.options);
    } else if (tol.exact || settings.packaging) lines.push(`${prefix}~ expected ${want.bulk ? 'in a bulk request' : 'as a request of its own'}, got ${got.bulk ? 'in a bulk request' : 'a request of its own'}`);
    else field('transport', transportClass(want.via), transportClass(got.via));
  }
  field('endpoint', want.to, got.to);
  field('sent from', want.from, got.from);
  if (want.cookieHeader !== undefined) field('cookie header', want.cookieHeader, got.cookieHeader);
  if (want.raw !== undefined || got.raw !== undefined) {
    const cut = (s) => (tol.has('rawTail') && typeof s === 'string' ? s.replace(/^([\s\S]*\}).*$/, '$1') : s);
    if (want.raw === undefined || got.raw === undefined || !sameValue(cut(want.raw), cut(got.raw))) lines.push(`${prefix}~ content: expected ${show(want.raw)}, got ${show(got.raw)}`);
  }
  const ctx = {
    bulk: want.bulk,
    dropTiming: !tol.exact && settings.timing !== 'values',
    dropSendImage: !sameShape || transportClass(want.via) !== transportClass(got.via),
    lateId: tol.has('lateId') && (want.params || []).some((p) => p[0] === '_id' && p[1] === ''),
  };
  if (want.query || got.query) lines.push(...diffParams(want.query || [], got.query || [], tol, ctx, prefix + 'query '));
  lines.push(...diffParams(want.params || [], got.params || [], tol, ctx, prefix));
  return lines;
}

function title(h) {
  const p = h.params || [];
  const tell = ['action_name', 'e_c', 'e_a', 'link', 'download', 'search', 'idgoal', 'c_n', 'c_i', 'ping'];
  const bits = p.filter((x) => tell.includes(x[0])).map((x) => `${x[0]}=${x[1]}`);
  const what = bits.join(' ') || p.slice(0, 2).map((x) => `${x[0]}=${x[1]}`).join(' ') || h.raw || '';
  return `${what} [${h.bulk ? 'in bulk, ' : ''}${h.via} ${h.method} ${h.to}]`.slice(0, 200);
}

const param = (h, k) => ((h.params || []).find((p) => p[0] === k) || [])[1];

// The page timing of a page view may come in a ping of its own.
function isTimingPing(h, all) {
  return param(h, 'ping') === '1' && (h.params || []).some((p) => p[0].startsWith('pf_')) && all.some((x) => x !== h && param(x, 'pv_id') === param(h, 'pv_id'));
}

function pairUp(want, got, scenario, tol) {
  const pairOf = new Array(want.length).fill(-1);
  const used = new Set();
  const take = (i, j) => {
    pairOf[i] = j;
    used.add(j);
  };
  // identical ones first, as close to their place as possible
  want.forEach((w, i) => {
    let best = -1;
    got.forEach((g, j) => {
      if (used.has(j) || diffHit(w, g, scenario, tol, '').length) return;
      if (best < 0 || Math.abs(j - i) < Math.abs(best - i)) best = j;
    });
    if (best >= 0) take(i, best);
  });
  // then the most similar ones
  const candidates = [];
  want.forEach((w, i) => {
    if (pairOf[i] >= 0) return;
    got.forEach((g, j) => {
      if (used.has(j)) return;
      const distance = diffHit(w, g, scenario, tol, '').length;
      const sameKind = ['action_name', 'e_a', 'link', 'download', 'search', 'idgoal', 'c_n', 'ping'].every((k) => (param(w, k) === undefined) === (param(g, k) === undefined));
      if (sameKind || distance <= 6) candidates.push([distance + Math.abs(i - j) * 0.1, i, j]);
    });
  });
  candidates.sort((a, b) => a[0] - b[0]);
  for (const [, i, j] of candidates) if (pairOf[i] < 0 && !used.has(j)) take(i, j);
  return { pairOf, used };
}

// Requests that the browser issued in a known order are in different groups.
function orderGroups(hits) {
  const groups = [];
  hits.forEach((h, i) => groups.push(i > 0 && h.unordered ? groups[i - 1] : i));
  return groups;
}

// What a scenario says of this engine alone: other values, results and cookies, further tolerances.
function forEngine(scenario, name) {
  const notes = (scenario.engines || []).filter((note) => note.only.includes(name));
  const values = new Map(notes.flatMap((note) => Object.entries(note.values || {})));
  const swap = (v) => {
    if (typeof v === 'string') return values.has(v) ? values.get(v) : v;
    if (Array.isArray(v)) return v.map(swap);
    return v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, swap(x)])) : v;
  };
  const cookie = (c) => Object.assign({}, c, ...notes.map((note) => (note.cookies || {})[c.name]));
  const { requests, cookies, out, ...rest } = scenario.expect;
  return {
    ...scenario,
    expect: {
      ...rest,
      requests: swap(requests),
      cookies: Object.fromEntries(Object.entries(cookies || {}).map(([label, list]) => [label, list.map(cookie)])),
      out: Object.assign({}, swap(out), ...notes.map((note) => note.out)),
    },
    tolerate: [...(scenario.tolerate || []), ...notes.flatMap((note) => note.tolerate || [])],
  };
}

// Why this engine cannot play a scenario, if so.
const skipped = (scenario, name) => (scenario.engines || []).find((note) => note.skip && note.only.includes(name))?.reason;

function compare(given, got, opts) {
  const scenario = forEngine(given, opts.engine);
  const tol = new Tolerance(scenario.tolerate, opts);
  const settings = scenario.compare || {};
  const lines = [];
  const notes = [];
  const side = (x) => renumber({ hits: hitsOf(x.requests).filter((h) => !tol.hit(h)), cookies: x.cookies || {}, out: x.out || {} });
  const W = side(scenario.expect);
  const G = side(got);
  const want = W.hits;
  const have = G.hits;

  const { pairOf, used } = pairUp(want, have, scenario, tol);
  want.forEach((w, i) => {
    if (pairOf[i] < 0) return lines.push(`hit ${i + 1} never sent: ${title(w)}`);
    const d = diffHit(w, have[pairOf[i]], scenario, tol, '    ');
    if (d.length) lines.push(`hit ${i + 1} ${title(w)}`, ...d);
    else if (w.params && have[pairOf[i]].params && w.params.map((p) => p[0]).join() !== have[pairOf[i]].params.map((p) => p[0]).join()) notes.push(`hit ${i + 1}: parameter order differs`);
  });
  have.forEach((g, j) => {
    if (used.has(j)) return;
    if (!tol.exact && isTimingPing(g, have)) notes.push(`hit ${j + 1}: page timing in a ping of its own`);
    else lines.push(`extra hit (as number ${j + 1}): ${title(g)}`);
  });
  got.requests.forEach((r, i) => {
    if (r.bulk && r.bulk.length > BULK_LIMIT) lines.push(`request ${i + 1}: a bulk of ${r.bulk.length}, at most ${BULK_LIMIT} are allowed`);
  });

  // relative order; hits of different trackers have none
  if (!tol.has('order')) {
    const groupW = orderGroups(want);
    const groupG = orderGroups(have);
    const stream = (h) => `${h.to} ${param(h, 'idsite')} ${h.from}`;
    let reported = 0;
    for (let i = 0; i < want.length; i++)
      for (let k = i + 1; k < want.length; k++) {
        const [a, b] = [pairOf[i], pairOf[k]];
        if (a < 0 || b < 0 || a < b || groupW[i] === groupW[k] || groupG[a] === groupG[b] || stream(want[i]) !== stream(want[k])) continue;
        if (tol.has('bulkOrder') && want[i].bulk && want[i].request === want[k].request) continue;
        if (reported++ < 3) lines.push(`order: hit ${k + 1} (${title(want[k])}) came before hit ${i + 1} (${title(want[i])})`);
      }
  }

  // page timing: which names arrived at all
  if (settings.timing === 'names' && !tol.exact) {
    const names = (hits) => [...new Set(hits.flatMap((h) => (h.params || []).map((p) => p[0]).filter((k) => k.startsWith('pf_') && !tol.param(k))))].sort().join(' ');
    const [w, g] = [names(want), names(have)];
    if (w !== g) lines.push(`page timing: expected ${show(w)}, got ${show(g)}`);
    for (const h of have) if ((h.params || []).some((p) => p[0].startsWith('pf_') && p[1] !== '<ms>')) lines.push(`page timing: implausible values in ${title(h)}`);
  }

  lines.push(...diffCookies(W.cookies, G.cookies, tol));

  const isPairs = (v) => Array.isArray(v) && v.every((p) => Array.isArray(p) && p.length === 2 && typeof p[0] === 'string');
  for (const k of new Set([...Object.keys(W.out), ...Object.keys(G.out)])) {
    if (tol.out(k)) continue;
    const [w, g] = [W.out[k], G.out[k]];
    if (isPairs(w) && isPairs(g) && w.length) {
      const d = diffParams(w, g, tol, { dropTiming: !tol.exact }, '    ');
      if (d.length) lines.push(`value "${k}"`, ...d);
    } else if (!sameValue(w, g)) lines.push(`value "${k}": expected ${show(w)}, got ${show(g)}`);
  }
  if (opts.strictOrder) lines.push(...notes.filter((n) => n.endsWith('order differs')));
  return { lines, notes };
}

// The value of the visitor cookie begins with id and creation time; further numeric fields may follow.
function sameIdCookie(want, got) {
  const w = want.split('.');
  const g = got.split('.');
  return sameText(w[0], g[0]) && sameText(w[1] || '', g[1] || '') && g.slice(2).every((x) => /^(\d*|<ts([+-]\d+)?>)$/.test(x));
}

function diffCookies(want, got, tol) {
  const lines = [];
  const id = (c) => `${c.name} (${c.domain}${c.path})`;
  for (const label of new Set([...Object.keys(want), ...Object.keys(got)])) {
    const w = want[label] || [];
    const g = got[label] || [];
    for (const c of w) {
      if (tol.cookie(c.name, label)) continue;
      const o = g.find((x) => id(x) === id(c)) || g.find((x) => x.name === c.name);
      if (!o) {
        lines.push(`cookies at "${label}": ${id(c)} missing`);
        continue;
      }
      for (const f of ['value', 'domain', 'path', 'expires', 'secure', 'httpOnly', 'sameSite']) {
        if (sameValue(c[f], o[f])) continue;
        if (f === 'value' && !tol.exact && ID_COOKIE.test(c.name) && sameIdCookie(c.value, o.value)) continue;
        lines.push(`cookies at "${label}": ${c.name} ${f}: expected ${show(c[f])}, got ${show(o[f])}`);
      }
    }
    for (const c of g) {
      if (tol.cookie(c.name, label)) continue;
      if (!w.some((x) => id(x) === id(c) || x.name === c.name)) lines.push(`cookies at "${label}": ${id(c)} not expected (${show(c.value)})`);
    }
  }
  return lines;
}

// ---------------------------------------------------------------------------------------------
// Main

async function main() {
  const opts = parseArgs(process.argv.slice(2));
  const bundle = fs.readFileSync(opts.tracker);
  const sets = loadVectors(opts.vectors);
  const jobs = sets.flatMap((s) => s.list.map((scenario) => ({ scenario, set: s }))).filter((j) => !opts.only || j.scenario.name.includes(opts.only) || j.scenario.area.includes(opts.only));
  if (!jobs.length) {
    console.error('replay: no scenario matches');
    process.exit(2);
  }
  const engine = await engineOf(opts.engine);
  const begun = Date.now();
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  let cursor = 0;
  const results = [];
  let ended = 0;

  async function worker() {
    const site = new Site(bundle, engine);
    await site.start();
    const launch = () => engine.launch(site);
    let browser = await launch();
    try {
      while (cursor < jobs.length) {
        const job = jobs[cursor++];
        const { scenario } = job;
        const t0 = Date.now();
        let got = null;
        let failure = null;
        let verdict = null;
        for (let isRepeated = false; ; isRepeated = true) {
          got = failure = verdict = null;
          if (skipped(scenario, engine.name)) break;
          try {
            if (!browser.isConnected()) browser = await launch();
            got = await bounded(play(scenario, { site, browser, engine, record: opts.record, timezone }), LIMIT.scenario + 15000, 'scenario');
            if (!opts.record) {
              if (!scenario.expect) failure = 'this scenario has no expectations; record them first';
              else verdict = compare(scenario, got, opts);
            }
          } catch (e) {
            failure = String((e && e.message) || e).split('\n')[0];
            // A browser that has ended is not the fault of the bundle: the scenario is played once more, in a new one.
            if (!browser.isConnected() && !isRepeated) {
              ended++;
              console.log(`AGAIN ${scenario.name} (${scenario.area}): the browser has ended (${failure})`);
              continue;
            }
          }
          break;
        }
        job.got = got;
        const skip = skipped(scenario, engine.name);
        if (skip) console.log(`skip ${scenario.name} (${scenario.area}): ${skip}`);
        results.push({ name: scenario.name, area: scenario.area, ...(skip && { skip }), ms: Date.now() - t0, failure, lines: verdict ? verdict.lines : [], notes: verdict ? verdict.notes : [], errors: got ? got.errors : [] });
        const r = results[results.length - 1];
        const ok = !failure && !(verdict && verdict.lines.length);
        if (!ok) {
          console.log(`FAIL ${scenario.name} (${scenario.area})${scenario.about ? `: ${scenario.about}` : ''}`);
          if (failure) console.log(`  ${failure}`);
          for (const l of r.lines.slice(0, opts.verbose ? 1000 : 40)) console.log(`  ${l}`);
          if (!opts.verbose && r.lines.length > 40) console.log(`  ... ${r.lines.length - 40} more lines (--verbose)`);
          if (opts.verbose && r.errors.length) console.log(`  page errors: ${r.errors.slice(0, 5).join(' | ')}`);
        } else if (opts.verbose && !skip) {
          console.log(`ok   ${scenario.name} (${scenario.area}) ${r.ms} ms${opts.record ? `, ${got.requests.length} requests` : ''}${r.notes.length ? `; ${r.notes.join('; ')}` : ''}`);
        }
      }
    } finally {
      await bounded(browser.close(), 8000, 'closing the browser').catch(() => {});
      site.stop();
    }
  }

  await Promise.all(Array.from({ length: Math.min(opts.workers, jobs.length) }, worker));

  if (opts.record) {
    for (const j of jobs) {
      if (!j.got) continue;
      const { requests, cookies, out, marks } = j.got;
      j.scenario.expect = { requests, cookies, ...(Object.keys(out).length ? { out } : {}), marks };
      if (!requests.length && !Object.keys(out).length) console.log(`note: ${j.scenario.name} recorded neither a request nor a value`);
    }
    for (const s of sets) fs.writeFileSync(s.file, pretty(s.list) + '\n');
  }
  if (opts.report) fs.writeFileSync(opts.report, JSON.stringify(results, null, 1) + '\n');

  const left = results.filter((r) => r.skip).length;
  const good = results.filter((r) => !r.failure && !r.lines.length).length - left;
  const noted = results.filter((r) => r.notes.length).length;
  if (noted) console.log(`notes (parameter order, separate timing) in ${noted} scenarios; --verbose lists them`);
  if (ended) console.log(`${ended} scenarios played again, because the browser had ended`);
  console.log(`${results.length} scenarios in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  console.log(opts.record ? `recorded ${good}/${jobs.length - left}` : `wire ${good}/${jobs.length - left}`);
  process.exit(good === jobs.length - left ? 0 : 1);
}

main().catch((e) => {
  console.error(e && e.stack ? e.stack : e);
  process.exit(2);
});
