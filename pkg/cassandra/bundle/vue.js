// Its text is made by vue-loader.js.
