/**
 * Tells libraries that this is no development: graphql and Express then leave out checks that cost time at each request.
 * Imported before they are, since they look when they are loaded.
 */
process.env["NODE_ENV"] ??= "production";
