/**
 * Stands in for parts of the driver that are of no use here, and for what Node has and browsers have not: clouds, graphs,
 * geometry and dashboards of DataStax, Kerberos, parsers of the schema, TLS, name servers. At its start the driver makes
 * or asks some of them, and later whether a value is one of theirs: nothing is.
 *
 * A function of the old kind, because the driver requires it as such, and nothing that Babel would want to replace.
 */
function Nothing() {}

Nothing.prototype.init = function() {};
Nothing.prototype.shutdown = function() {};
Nothing.init = function() {};
Nothing.getByVersion = function() {};

for (const name of ['DateRange', 'Geometry', 'LineString', 'Point', 'Polygon', 'RequestTracker']) {
  Nothing[name] = Nothing;
}

module.exports = Nothing;
