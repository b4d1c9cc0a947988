import { describe, expect, it } from 'vitest';
import contract from '../../demo/collector/contract/parameters.json' with { type: 'json' };
import { explain } from '../../demo/inspector/public/explain.js';

describe('explanation of a parameter', () => {
  it.each(Object.keys(contract.parameters))('explains %s, which the collector knows', (name) => {
    expect(explain(name)).not.toBe('');
  });

  it('names all purposes of a ping', () => {
    expect(explain('ping')).toBe('1: no action of its own: heartbeat or load times');
  });

  it('explains custom dimensions with their number', () => {
    expect(explain('dimension12')).toBe('Custom dimension 12');
  });

  it.each(['nonsense', 'dimension', 'dimension1234', 'constructor', '__proto__', ''])('has no words for %s', (name) => {
    expect(explain(name)).toBe('');
  });
});
