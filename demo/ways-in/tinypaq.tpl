___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "tinypaq for Matomo",
  "categories": ["ANALYTICS"],
  "brand": {
    "id": "brand_dummy",
    "displayName": "tinypaq"
  },
  "description": "Tracks page views, events, searches and goals in Matomo with the tinypaq script, and heeds the visitor's consent.",
  "containerContexts": ["WEB"]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "SELECT",
    "name": "action",
    "displayName": "What to track",
    "macrosInSelect": false,
    "selectItems": [
      { "value": "pageView", "displayValue": "Page view" },
      { "value": "event", "displayValue": "Event" },
      { "value": "search", "displayValue": "Site search" },
      { "value": "goal", "displayValue": "Goal" },
      { "value": "nothing", "displayValue": "Nothing: only load the script" }
    ],
    "simpleValueType": true,
    "defaultValue": "pageView"
  },
  {
    "type": "GROUP",
    "name": "serverGroup",
    "displayName": "Matomo (the same in every tag)",
    "groupStyle": "NO_ZIPPY",
    "subParams": [
      {
        "type": "TEXT",
        "name": "trackerUrl",
        "displayName": "Address of matomo.php",
        "help": "Such as https://stats.example/matomo.php",
        "valueHint": "https://stats.example/matomo.php",
        "simpleValueType": true,
        "valueValidators": [
          { "type": "NON_EMPTY" },
          { "type": "REGEX", "args": ["^https://[^/]+/.*[^/]$"], "errorMessage": "Give the whole address, such as https://stats.example/matomo.php" }
        ]
      },
      {
        "type": "TEXT",
        "name": "siteId",
        "displayName": "Site ID",
        "simpleValueType": true,
        "valueValidators": [{ "type": "NON_EMPTY" }]
      },
      {
        "type": "TEXT",
        "name": "scriptUrl",
        "displayName": "Address of the script",
        "help": "Empty: tinypaq.js in the directory of matomo.php",
        "simpleValueType": true,
        "valueValidators": [
          { "type": "REGEX", "args": ["^(https://.*)?$"], "errorMessage": "Give the whole address, or nothing" }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "consentGroup",
    "displayName": "Consent (the same in every tag)",
    "groupStyle": "NO_ZIPPY",
    "subParams": [
      {
        "type": "RADIO",
        "name": "consent",
        "displayName": "Wait for the visitor's consent",
        "radioItems": [
          { "value": "none", "displayValue": "No" },
          { "value": "hits", "displayValue": "Before anything is sent" },
          { "value": "cookies", "displayValue": "Before cookies are used; without it, visits are counted without cookies" }
        ],
        "simpleValueType": true,
        "defaultValue": "hits"
      },
      {
        "type": "RADIO",
        "name": "consentSource",
        "displayName": "Who knows of the consent",
        "radioItems": [
          { "value": "mode", "displayValue": "Tag Manager's consent mode (analytics_storage)" },
          { "value": "page", "displayValue": "The page itself, which pushes setConsentGiven or setCookieConsentGiven to _paq" }
        ],
        "simpleValueType": true,
        "defaultValue": "mode",
        "enablingConditions": [
          { "paramName": "consent", "paramValue": "hits", "type": "EQUALS" },
          { "paramName": "consent", "paramValue": "cookies", "type": "EQUALS" }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "pageViewGroup",
    "displayName": "Page view",
    "groupStyle": "NO_ZIPPY",
    "enablingConditions": [{ "paramName": "action", "paramValue": "pageView", "type": "EQUALS" }],
    "subParams": [
      {
        "type": "TEXT",
        "name": "title",
        "displayName": "Title",
        "help": "Empty: the document's when the script started",
        "simpleValueType": true
      },
      {
        "type": "CHECKBOX",
        "name": "linkTracking",
        "checkboxText": "Track outlinks and downloads",
        "simpleValueType": true,
        "defaultValue": true
      },
      {
        "type": "TEXT",
        "name": "heartbeat",
        "displayName": "Heartbeat, in seconds",
        "help": "Measures the time on the last page of a visit. Empty: off",
        "simpleValueType": true,
        "valueValidators": [
          { "type": "REGEX", "args": ["^([5-9]|[1-9]\\d+)?$"], "errorMessage": "5 seconds or more, or nothing" }
        ]
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "eventGroup",
    "displayName": "Event",
    "groupStyle": "NO_ZIPPY",
    "enablingConditions": [{ "paramName": "action", "paramValue": "event", "type": "EQUALS" }],
    "subParams": [
      {
        "type": "TEXT",
        "name": "eventCategory",
        "displayName": "Category",
        "simpleValueType": true,
        "valueValidators": [{ "type": "NON_EMPTY" }]
      },
      {
        "type": "TEXT",
        "name": "eventAction",
        "displayName": "Action",
        "simpleValueType": true,
        "valueValidators": [{ "type": "NON_EMPTY" }]
      },
      { "type": "TEXT", "name": "eventName", "displayName": "Name", "simpleValueType": true },
      { "type": "TEXT", "name": "eventValue", "displayName": "Value (a number)", "simpleValueType": true }
    ]
  },
  {
    "type": "GROUP",
    "name": "searchGroup",
    "displayName": "Site search",
    "groupStyle": "NO_ZIPPY",
    "enablingConditions": [{ "paramName": "action", "paramValue": "search", "type": "EQUALS" }],
    "subParams": [
      {
        "type": "TEXT",
        "name": "searchKeyword",
        "displayName": "Keyword",
        "simpleValueType": true,
        "valueValidators": [{ "type": "NON_EMPTY" }]
      },
      { "type": "TEXT", "name": "searchCategory", "displayName": "Category", "simpleValueType": true },
      { "type": "TEXT", "name": "searchCount", "displayName": "Number of results", "simpleValueType": true }
    ]
  },
  {
    "type": "GROUP",
    "name": "goalGroup",
    "displayName": "Goal",
    "groupStyle": "NO_ZIPPY",
    "enablingConditions": [{ "paramName": "action", "paramValue": "goal", "type": "EQUALS" }],
    "subParams": [
      {
        "type": "TEXT",
        "name": "goalId",
        "displayName": "Goal ID",
        "simpleValueType": true,
        "valueValidators": [{ "type": "NON_EMPTY" }]
      },
      { "type": "TEXT", "name": "goalRevenue", "displayName": "Revenue", "simpleValueType": true }
    ]
  },
  {
    "type": "SIMPLE_TABLE",
    "name": "commands",
    "displayName": "Further commands, run before",
    "help": "Such as setUserId with a variable of yours. A value is one text; several values, numbers, true and false are written as a JSON list: [1, \"Member\"]",
    "simpleTableColumns": [
      { "name": "method", "displayName": "Method", "type": "TEXT", "defaultValue": "", "valueValidators": [{ "type": "NON_EMPTY" }] },
      { "name": "value", "displayName": "Value", "type": "TEXT", "defaultValue": "" }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const addConsentListener = require('addConsentListener');
const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const injectScript = require('injectScript');
const isConsentGranted = require('isConsentGranted');
const JSON = require('JSON');
const logToConsole = require('logToConsole');
const makeString = require('makeString');
const queryPermission = require('queryPermission');
const setInWindow = require('setInWindow');
const templateStorage = require('templateStorage');

// To ask for consent, and how it is given and withdrawn.
const CONSENT_COMMANDS = {
  hits: ['requireConsent', 'setConsentGiven', 'forgetConsentGiven'],
  cookies: ['requireCookieConsent', 'setCookieConsentGiven', 'forgetCookieConsentGiven']
};

const fail = (message) => {
  logToConsole('tinypaq: ' + message);
  data.gtmOnFailure();
};

// An empty field is an argument that is not given. Through the name, because _paq is an array first and an object later.
const push = (command) => {
  callInWindow('_paq.push', command.map((part) => part === '' ? undefined : part));
};

const requireConsent = () => {
  const commands = CONSENT_COMMANDS[data.consent];
  if (!commands) return;
  push([commands[0]]);
  if (data.consentSource === 'page') return;
  // Not granted yet is no withdrawal, which would be remembered and have the visitor forgotten.
  let known = isConsentGranted('analytics_storage');
  if (known) push([commands[1]]);
  addConsentListener('analytics_storage', (type, isGranted) => {
    if (isGranted === known) return;
    known = isGranted;
    push([isGranted ? commands[1] : commands[2]]);
  });
};

const scriptUrl = () => {
  const directory = data.trackerUrl.substring(0, data.trackerUrl.lastIndexOf('/') + 1);
  return data.scriptUrl || directory + 'tinypaq.js';
};

const actionCommand = () => {
  if (data.action === 'pageView') return ['trackPageView', data.title];
  if (data.action === 'event') return ['trackEvent', data.eventCategory, data.eventAction, data.eventName, data.eventValue];
  if (data.action === 'search') return ['trackSiteSearch', data.searchKeyword, data.searchCategory, data.searchCount];
  if (data.action === 'goal') return ['trackGoal', data.goalId, data.goalRevenue];
};

// A value that begins like a JSON list holds all arguments; any other is the only one.
const pushFurther = (method, value) => {
  if (typeof value !== 'string' || value.charAt(0) !== '[') return push([method, value]);
  const values = JSON.parse(value);
  if (!values) return logToConsole('tinypaq: ' + method + ': this is no JSON list: ' + value);
  callInWindow('_paq.push', [method].concat(values));
};

// The first tag that fires on a page says where hits go and whether they wait for consent; the others rely on it.
const target = data.trackerUrl + ' ' + makeString(data.siteId);
const knownTarget = templateStorage.getItem('target');
if (knownTarget && knownTarget !== target) return fail('this page is tracked for another site already: ' + knownTarget);
if (!queryPermission('inject_script', scriptUrl())) return fail('the template may not load ' + scriptUrl());

if (!knownTarget) {
  templateStorage.setItem('target', target);
  setInWindow('_paq', [], false);
  requireConsent();
  push(['setTrackerUrl', data.trackerUrl]);
  push(['setSiteId', makeString(data.siteId)]);
}
(data.commands || []).forEach((row) => pushFurther(row.method, row.value));
const command = actionCommand();
if (command) push(command);
if (data.action === 'pageView') {
  if (data.linkTracking) push(['enableLinkTracking']);
  if (data.heartbeat) push(['enableHeartBeatTimer', data.heartbeat]);
}

if (copyFromWindow('Matomo.initialized')) return data.gtmOnSuccess();
injectScript(scriptUrl(), data.gtmOnSuccess, () => fail('could not load ' + scriptUrl()), 'tinypaq');


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": { "publicId": "access_consent", "versionId": "1" },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  { "type": 1, "string": "consentType" },
                  { "type": 1, "string": "read" },
                  { "type": 1, "string": "write" }
                ],
                "mapValue": [
                  { "type": 1, "string": "analytics_storage" },
                  { "type": 8, "boolean": true },
                  { "type": 8, "boolean": false }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "access_globals", "versionId": "1" },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  { "type": 1, "string": "key" },
                  { "type": 1, "string": "read" },
                  { "type": 1, "string": "write" },
                  { "type": 1, "string": "execute" }
                ],
                "mapValue": [
                  { "type": 1, "string": "_paq" },
                  { "type": 8, "boolean": true },
                  { "type": 8, "boolean": true },
                  { "type": 8, "boolean": false }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  { "type": 1, "string": "key" },
                  { "type": 1, "string": "read" },
                  { "type": 1, "string": "write" },
                  { "type": 1, "string": "execute" }
                ],
                "mapValue": [
                  { "type": 1, "string": "_paq.push" },
                  { "type": 8, "boolean": false },
                  { "type": 8, "boolean": false },
                  { "type": 8, "boolean": true }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  { "type": 1, "string": "key" },
                  { "type": 1, "string": "read" },
                  { "type": 1, "string": "write" },
                  { "type": 1, "string": "execute" }
                ],
                "mapValue": [
                  { "type": 1, "string": "Matomo.initialized" },
                  { "type": 8, "boolean": true },
                  { "type": 8, "boolean": false },
                  { "type": 8, "boolean": false }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "access_template_storage", "versionId": "1" },
      "param": []
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "inject_script", "versionId": "1" },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [{ "type": 1, "string": "https://*/*" }]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "logging", "versionId": "1" },
      "param": [{ "key": "environments", "value": { "type": 1, "string": "debug" } }]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: A page view configures the tracker, tracks, and loads the script beside matomo.php
  code: |-
    runCode(settings);

    assertThat(commands).isEqualTo([
      ['setTrackerUrl', 'https://stats.example/matomo.php'],
      ['setSiteId', '1'],
      ['trackPageView', undefined],
      ['enableLinkTracking']
    ]);
    assertApi('injectScript').wasCalled();
    assertThat(loaded).isEqualTo('https://stats.example/tinypaq.js');
    assertApi('gtmOnSuccess').wasCalled();
- name: Without consent the tracker is told to wait
  code: |-
    settings.consent = 'hits';
    mock('isConsentGranted', false);

    runCode(settings);

    assertThat(commands[0]).isEqualTo(['requireConsent']);
    assertThat(commands[1]).isEqualTo(['setTrackerUrl', 'https://stats.example/matomo.php']);
- name: When consent is granted later, the tracker is told
  code: |-
    settings.consent = 'cookies';
    mock('isConsentGranted', false);
    let listener;
    mock('addConsentListener', (type, given) => {
      listener = given;
    });

    runCode(settings);
    listener('analytics_storage', true);

    assertThat(commands[0]).isEqualTo(['requireCookieConsent']);
    assertThat(commands[commands.length - 1]).isEqualTo(['setCookieConsentGiven']);
- name: An event after the page view only tracks the event
  code: |-
    runCode(settings);
    const before = commands.length;
    settings.action = 'event';
    settings.eventCategory = 'Menu';
    settings.eventAction = 'Open';
    settings.eventName = '';

    runCode(settings);

    assertThat(commands.length).isEqualTo(before + 1);
    assertThat(commands[before]).isEqualTo(['trackEvent', 'Menu', 'Open', undefined, undefined]);
- name: A tag for another site on the same page fails
  code: |-
    runCode(settings);
    const before = commands.length;
    settings.siteId = '2';

    runCode(settings);

    assertThat(commands.length).isEqualTo(before);
    assertApi('gtmOnFailure').wasCalled();
- name: The script of another place is loaded when the template may
  code: |-
    settings.scriptUrl = 'https://cdn.example/t.js';

    runCode(settings);

    assertThat(loaded).isEqualTo('https://cdn.example/t.js');
- name: A further command with several values gets each of them
  code: |-
    settings.commands = [
      { method: 'setUserId', value: 'anna' },
      { method: 'setCustomDimension', value: '[1, "Member"]' }
    ];

    runCode(settings);

    assertThat(commands[2]).isEqualTo(['setUserId', 'anna']);
    assertThat(commands[3]).isEqualTo(['setCustomDimension', 1, 'Member']);
    assertThat(commands[4]).isEqualTo(['trackPageView', undefined]);
- name: Without the permission nothing is pushed
  code: |-
    mock('queryPermission', false);

    runCode(settings);

    assertThat(commands).isEqualTo([]);
    assertApi('injectScript').wasNotCalled();
    assertApi('gtmOnFailure').wasCalled();
setup: |-
  const settings = {
    action: 'pageView',
    trackerUrl: 'https://stats.example/matomo.php',
    siteId: '1',
    consent: 'none',
    consentSource: 'mode',
    linkTracking: true
  };
  const commands = [];
  const storage = {};
  let loaded;
  mockObject('templateStorage', {
    getItem: (key) => storage[key],
    setItem: (key, value) => {
      storage[key] = value;
    }
  });
  mock('setInWindow', true);
  mock('callInWindow', (path, command) => {
    commands.push(command);
  });
  mock('copyFromWindow', () => undefined);
  mock('queryPermission', true);
  mock('injectScript', (url, onSuccess) => {
    loaded = url;
    onSuccess();
  });


___NOTES___

Import this file in Google Tag Manager under Templates, Tag Templates, New, Import. To let the template load scripts from
your server only, narrow its permission "Injects scripts" to that address.
