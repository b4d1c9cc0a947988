// Random steps on a page: commands, and acts of the visitor and the network.
import fc from 'fast-check';
import { argument, type Argument } from './arguments';
import type { Page } from '../support/page';

export interface Step {
  /** The method that is called; '' if the step is no command. */
  method: string;
  run(page: Page): void | Promise<void>;
}

/** Methods that pages call most. The others occur, too, but seldom send a hit. */
const TRACKING = [
  ...[
    'trackPageView',
    'trackEvent',
    'trackSiteSearch',
    'trackGoal',
    'trackLink',
    'ping',
    'trackRequest',
    'queueRequest',
  ],
  ...['trackEcommerceOrder', 'trackEcommerceCartUpdate', 'addEcommerceItem', 'setEcommerceView'],
  ...['setCustomVariable', 'setCustomDimension', 'setCustomData', 'setUserId', 'setPagePerformanceTiming'],
  ...['trackContentImpression', 'trackContentInteraction'],
];

const HAPPENINGS: Record<string, (page: Page) => void | Promise<void>> = {
  hide: (page) => page.hide(),
  show: (page) => page.show(),
  leave: (page) => page.leave(),
  restore: (page) => page.restore(),
  blur: (page) => page.blur(),
  focus: (page) => page.focus(),
  'go offline': (page) => page.goOffline(),
  'go online': (page) => page.goOnline(),
  'pass 100 ms': (page) => page.pass(100),
  'pass 6 s': (page) => page.pass(6000),
  'refuse beacons': ({ network }) => void (network.acceptsBeacon = () => false),
  'break the network': ({ network }) => void (network.status = () => 0),
  'consent is withdrawn elsewhere': ({ cookies }) => cookies.set('mtm_consent_removed', '1795176000000'),
};

class Command implements Step {
  constructor(
    readonly method: string,
    private readonly args: Argument[],
  ) {}

  run(page: Page): void {
    page.push([this.method, ...this.args.map((each) => each.make())]);
  }

  [fc.toStringMethod](): string {
    return `${this.method}(${this.args.map((each) => each[fc.toStringMethod]()).join(', ')})`;
  }
}

class Happening implements Step {
  readonly method = '';

  constructor(private readonly name: string) {}

  run(page: Page): void | Promise<void> {
    return HAPPENINGS[this.name]?.(page);
  }

  [fc.toStringMethod](): string {
    return this.name;
  }
}

/** @param methods - the public methods of the tracker */
export function steps(methods: string[]): fc.Arbitrary<Step[]> {
  const method = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...TRACKING) },
    { weight: 4, arbitrary: fc.constantFrom(...methods) },
  );
  const command = fc
    .tuple(method, fc.array(argument, { maxLength: 7 }))
    .map(([name, args]): Step => new Command(name, args));
  const happening = fc.constantFrom(...Object.keys(HAPPENINGS)).map((name): Step => new Happening(name));
  return fc.array(fc.oneof({ weight: 8, arbitrary: command }, { weight: 1, arbitrary: happening }), {
    minLength: 1,
    maxLength: 12,
  });
}
