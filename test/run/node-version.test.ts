// `npm start` and `npm test` refuse a Node.js that is older than package.json says.
import { expect, it } from 'vitest';
import { complaintAboutNode } from '../../demo/node-version.mjs';

it.each(['20.19.0', '20.20.2', '21.0.0', '100.1.0'])('given %s, then it will do', (version) => {
  expect(complaintAboutNode(version)).toBeUndefined();
});

it.each(['20.18.3', '19.99.0', '4.20.0'])('given %s, then one line says what is needed', (version) => {
  expect(complaintAboutNode(version)).toBe(`Node.js 20.19 or newer is needed, this is ${version}.`);
});
