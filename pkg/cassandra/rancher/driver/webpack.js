const { dirname, join } = require('node:path');

const shim = (name) => join(__dirname, 'shims', name);
const ofDriver = (name) => require.resolve(`cassandra-driver/lib/${ name }`);
const folderOf = (name, ...paths) => dirname(require.resolve(`${ name }/package.json`, { paths: [__dirname, ...paths] }));
const driver = folderOf('cassandra-driver');
const streams = folderOf('stream-browserify');
const unused = shim('unused.js');

/** The name of its chunk in load.ts. */
const CHUNK = 'driver';

/**
 * Makes webpack put cassandra-driver into the browser. Modules of Node that it asks for are ours where browsers have
 * something smaller or nothing, otherwise what the shell's own configuration replaces them with (`buffer`, `events`,
 * `stream`). All of it holds for the driver and these three alone: elsewhere the shell needs other replacements.
 */
module.exports = function bundleDriver(config) {
  config.module.rules.push(
    {
      include: [driver, streams, folderOf('readable-stream', streams), ...['buffer', 'events', 'util-deprecate'].map((name) => folderOf(name))],
      resolve: {
        alias: {
          crypto: shim('crypto.ts'),
          dns:    unused,
          net:    shim('net.ts'),
          tls:    unused,
          util:   shim('util.ts'),
          // What free names become. The usual console brings 100 KB along, for a page that has one.
          [require.resolve('console-browserify')]: shim('console.js'),
          [require.resolve('process/browser')]:    shim('process.ts'),

          [ofDriver('auth/dse-gssapi-auth-provider')]:     unused,
          [ofDriver('auth/dse-plain-text-auth-provider')]: unused,
          [ofDriver('datastax/cloud')]:                    unused,
          [ofDriver('datastax/graph/graph-executor')]:     unused,
          [ofDriver('datastax/search')]:                   unused,
          [ofDriver('geometry')]:                          unused,
          [ofDriver('insights-client')]:                   unused,
          [ofDriver('metadata/schema-parser')]:            unused,
          [ofDriver('tracker')]:                           unused,
        },
      },
    },
    { test: /\.js$/, include: driver, loader: require.resolve('./webpack-loader'), options: { setImmediate: shim('set-immediate.ts') } },
  );

  config.optimization ??= {};
  // As it is by default, but that the driver is one file instead of two that are only ever loaded together.
  config.optimization.splitChunks = { minSize: 12500, chunks: (chunk) => !chunk.canBeInitial() && chunk.name !== CHUNK, ...config.optimization.splitChunks };
};
