const config = require('@rancher/shell/vue.config');

// `npm run dev` builds the extension into a dashboard with hot reload. The lab's dashboard is
// built without it, because there the extension is loaded as people load it: from a UIPlugin.
const dashboardOnly = !!process.env.DASHBOARD_ONLY;
const shell = config(__dirname, { excludes: dashboardOnly ? ['cassandra'] : [] });
const { configureWebpack } = shell;

if (dashboardOnly) {
  shell.configureWebpack = function(webpack) {
    configureWebpack.call(this, webpack);
    // The shell asks for full source maps: a third of the time, and nobody debugs this build.
    webpack.devtool = false;
  };
}

module.exports = shell;
