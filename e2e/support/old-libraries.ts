// Imitations of how old libraries change the built-in objects. Written for these tests, without code of the libraries.

/** Prototype.js 1.6: its own methods over the native ones of arrays, conversions to JSON, new element and list functions. */
export const PROTOTYPE_1_6 = `(function () {
  var stop = {};
  function same(x) { return x; }
  function listOf(given) {
    if (!given) return [];
    if (given.toArray) return given.toArray();
    var length = given.length || 0, list = new Array(length);
    while (length--) list[length] = given[length];
    return list;
  }
  Array.from = window.$A = listOf;
  var methods = {
    each: function (visit, context) {
      try { for (var i = 0; i < this.length; i++) visit.call(context, this[i], i); } catch (e) { if (e !== stop) throw e; }
      return this;
    },
    all: function (test, context) {
      var result = true;
      this.each(function (value, i) { result = result && !!(test || same).call(context, value, i); if (!result) throw stop; });
      return result;
    },
    any: function (test, context) {
      var result = false;
      this.each(function (value, i) { if ((result = !!(test || same).call(context, value, i))) throw stop; });
      return result;
    },
    collect: function (change, context) {
      var results = [];
      this.each(function (value, i) { results.push((change || same).call(context, value, i)); });
      return results;
    },
    detect: function (test, context) {
      var found;
      this.each(function (value, i) { if (test.call(context, value, i)) { found = value; throw stop; } });
      return found;
    },
    findAll: function (test, context) {
      var results = [];
      this.each(function (value, i) { if (test.call(context, value, i)) results.push(value); });
      return results;
    },
    inject: function (memo, combine, context) {
      this.each(function (value, i) { memo = combine.call(context, memo, value, i); });
      return memo;
    },
    include: function (wanted) { return this.any(function (value) { return value == wanted; }); },
    toArray: function () { return [].concat(this); },
    reverse: function (inline) {
      var copy = this.toArray(), i = copy.length, target = inline === false ? [] : this;
      for (var at = 0; i--; at++) target[at] = copy[i];
      return target;
    },
    reduce: function () { return this.length > 1 ? this : this[0]; },
    first: function () { return this[0]; },
    last: function () { return this[this.length - 1]; },
    clear: function () { this.length = 0; return this; },
    toJSON: function () {
      return '[' + this.collect(function (value) { return value && value.toJSON ? value.toJSON() : String(value); }).join(', ') + ']';
    }
  };
  for (var name in methods) Array.prototype[name] = methods[name];
  var names = { map: 'collect', filter: 'findAll', find: 'detect', every: 'all', some: 'any', entries: 'toArray', select: 'findAll', member: 'include' };
  for (var alias in names) Array.prototype[alias] = methods[names[alias]];
  String.prototype.toJSON = function () { return '"' + this.replace(/"/g, '\\\\"') + '"'; };
  Number.prototype.toJSON = function () { return isFinite(this) ? this.toString() : 'null'; };
  String.prototype.startsWith = function (start) { return this.indexOf(start) === 0; };
  String.prototype.endsWith = function (end) { var at = this.length - end.length; return at >= 0 && this.lastIndexOf(end) === at; };
  String.prototype.include = function (part) { return this.indexOf(part) > -1; };
  Object.keys = function (object) { var keys = []; for (var key in object) keys.push(key); return keys; };
  Object.values = function (object) { var values = []; for (var key in object) values.push(object[key]); return values; };
  var native = Function.prototype.bind;
  Function.prototype.bind = function (context) {
    return arguments.length < 2 && context === undefined ? this : native.apply(this, arguments);
  };
  window.Element = function (tag, attributes) {
    var element = document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
  HTMLElement.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
  HTMLElement.prototype.hasAttribute = function (name) { return this.getAttribute(name) !== null; };
  HTMLElement.prototype.select = function (css) { return listOf(this.querySelectorAll(css)); };
})();`;

/** MooTools 1.4: its own Array.from and type functions, enumerable methods, Element and Event in place of the native ones. */
export const MOOTOOLS_1_4 = `(function () {
  var slice = Array.prototype.slice;
  Array.from = function (item) {
    if (item == null) return [];
    return typeof item.length === 'number' && typeof item !== 'string' && typeof item !== 'function'
      ? (Array.isArray(item) ? item : slice.call(item))
      : [item];
  };
  String.from = function (item) { return item + ''; };
  Number.from = function (item) { var number = parseFloat(item); return isFinite(number) ? number : null; };
  Function.from = function (item) { return typeof item === 'function' ? item : function () { return item; }; };
  var methods = {
    contains: function (item, from) { return this.indexOf(item, from) !== -1; },
    clone: function () { return slice.call(this); },
    flatten: function () { return [].concat.apply([], this); },
    include: function (item) { if (this.indexOf(item) < 0) this.push(item); return this; },
    erase: function (item) { for (var i = this.length; i--;) if (this[i] === item) this.splice(i, 1); return this; },
    empty: function () { this.length = 0; return this; },
    getLast: function () { return this.length ? this[this.length - 1] : null; },
    $family: function () { return 'array'; }
  };
  for (var name in methods) Array.prototype[name] = methods[name];
  Function.prototype.$family = function () { return 'function'; };
  String.prototype.contains = function (text) { return this.indexOf(text) > -1; };
  String.prototype.test = function (pattern) { return new RegExp(pattern).test(this); };
  Date.now = function () { return +new Date(); };
  var NativeElement = window.Element;
  var MooElement = (window.Element = function (tag, properties) {
    var element = document.createElement(tag);
    for (var name in properties) element[name] = properties[name];
    return element;
  });
  MooElement.prototype = NativeElement.prototype;
  NativeElement.prototype.getElements = function (css) { return Array.from(this.querySelectorAll(css)); };
  NativeElement.prototype.addEvent = function (type, listener) { this.addEventListener(type, listener, false); return this; };
  window.Event = function (event) { this.event = event; };
  window.JSON = { encode: JSON.stringify, decode: JSON.parse, stringify: JSON.stringify, parse: JSON.parse };
})();`;

/** MooTools 1.2.1: a JSON object of its own, from before the browsers had one. */
export const JSON_OF_ITS_OWN = `(function () {
  var encode = JSON.stringify, decode = JSON.parse;
  window.JSON = { encode: encode, decode: decode };
})();`;
