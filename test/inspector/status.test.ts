import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../../demo/inspector/public/filter.js';
import { emptinessOf, olderText, totalsOf, waitingText } from '../../demo/inspector/public/status.js';
import { viewOf } from '../../demo/inspector/public/view.js';
import { storedHit } from './stored-hit.js';

const view = (count: number, { most = 500, text = '', upTo = Infinity } = {}) => {
  const hits = Array.from({ length: count }, (_, index) => storedHit(index + 1));
  return viewOf(hits, { filter: { ...NO_FILTER, text }, upTo, most });
};

describe('sentences around the list', () => {
  it('explain why the list is empty', () => {
    expect(emptinessOf(view(0), 'connecting')).toBe('connecting');
    expect(emptinessOf(view(0), 'live')).toBe('none');
    expect(emptinessOf(view(0), 'lost')).toBe('lost');
    expect(emptinessOf(view(3, { text: 'nothing like this' }), 'lost')).toBe('filtered');
    expect(emptinessOf(view(3), 'lost')).toBeNull();
  });

  it('do not report an empty list while hits wait for the end of a pause', () => {
    expect(emptinessOf(view(1, { upTo: 0 }), 'live')).toBeNull();
    expect(emptinessOf(view(1, { upTo: 0 }), 'lost')).toBeNull();
    expect(emptinessOf(view(2, { upTo: 1, text: 'nothing like this' }), 'live')).toBe('filtered');
  });

  it('give the number of hits', () => {
    const plain = { filtering: false, more: false };
    expect(totalsOf(view(0), plain)).toBe('');
    expect(totalsOf(view(1), plain)).toBe('1 hit');
    expect(totalsOf(view(1204), plain)).toBe('1,204 hits, 500 shown');
    expect(totalsOf(view(30), { filtering: false, more: true })).toBe('The newest 30 hits');
    expect(totalsOf(view(30, { text: 'page 30' }), { filtering: true, more: false })).toBe('1 of 30 hits');
  });

  it('give the number of waiting hits', () => {
    expect(waitingText(0)).toBe('Paused. New hits will wait here.');
    expect(waitingText(1)).toBe('Paused. 1 new hit waits.');
    expect(waitingText(1204)).toBe('Paused. 1,204 new hits wait.');
  });

  it('offer older hits: from the page first, then from the collector while there is room', () => {
    const options = { step: 500, more: true, full: false };
    expect(olderText(view(1204), options)).toBe('Show 500 older');
    expect(olderText(view(504), options)).toBe('Show 4 older');
    expect(olderText(view(500), options)).toBe('Load older hits');
    expect(olderText(view(500), { ...options, full: true })).toBe('');
    expect(olderText(view(500), { ...options, more: false })).toBe('');
  });
});
