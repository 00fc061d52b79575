import { setFlagsFromString } from "node:v8";

/**
 * What is told to Node and the libraries before they are loaded: this file is imported first.
 *
 * This is no development: graphql and Express then leave out checks that cost time at each request.
 */
process.env["NODE_ENV"] ??= "production";

// V8 puts objects from places whose objects live long among the old ones at once, and judges a place by what survives a collection
// of young objects. What a server makes for a request survives or not by chance; one object that is put there wrongly keeps its whole
// request until all of the heap is collected, and so makes other places look as if theirs lived long. Measured: a search by GraphQL
// kept 12 KB of a request's 62 so, against 3, and a server without this answers a quarter fewer.
setFlagsFromString("--no-allocation-site-pretenuring");
