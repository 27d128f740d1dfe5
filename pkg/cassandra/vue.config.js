const config = require('./.shell/pkg/vue.config')(__dirname);
const bundleDriver = require('./rancher/driver/webpack');
const { minifyWell, shortStyles, slim } = require('./bundle/webpack');

const { chainWebpack, configureWebpack } = config;

// Maps are published with the rest, and are five times as large.
config.productionSourceMap = false;

config.chainWebpack = function(chain) {
  chainWebpack.call(this, chain);
  shortStyles(chain);
  minifyWell(chain);
};

config.configureWebpack = function(webpack) {
  configureWebpack.call(this, webpack);
  bundleDriver(webpack);
  slim(webpack);
};

module.exports = config;
