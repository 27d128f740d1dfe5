const config = require('@rancher/shell/vue.config');
const bundleDriver = require('./pkg/cassandra/rancher/driver/webpack');

// `npm run dev` builds the extension into a dashboard with hot reload. The lab's dashboard is
// built without it, because there the extension is loaded as people load it: from a UIPlugin.
const dashboardOnly = !!process.env.DASHBOARD_ONLY;
const shell = config(__dirname, { excludes: dashboardOnly ? ['cassandra'] : [] });
const { configureWebpack } = shell;

shell.configureWebpack = function(webpack) {
  configureWebpack.call(this, webpack);
  if (dashboardOnly) {
    // The shell asks for full source maps: a third of the time, and nobody debugs this build.
    webpack.devtool = false;
  } else {
    bundleDriver(webpack);
  }
};

module.exports = shell;
