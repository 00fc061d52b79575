/* global GraphiQL, React, ReactDOM, document, localStorage */

const firstQuery = `# Welcome to Portico.
#
# Queries and mutations run as the account you
# are signed in with: what a mutation changes is
# changed for good.
#
# Press the play button or Ctrl-Enter to run the
# query below. It asks which account you are and
# which group that account sits in.
#
# Ctrl-Space offers the fields that fit where you
# are. The book at the top left opens the
# documentation of all that can be asked.

{
  viewer {
    login
    group {
      name
    }
  }
}
`;

// GraphiQL keeps queries and their variables in the browser, some moments after they were typed. They are not for whoever
// signs in next: nothing is kept from the moment of signing out.
let isSignedOut = false;
const keptKeys = () => Object.keys(localStorage).filter((key) => key.startsWith("graphiql:"));
const storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => {
    if (!isSignedOut) localStorage.setItem(key, value);
  },
  removeItem: (key) => localStorage.removeItem(key),
  get length() {
    return keptKeys().length;
  },
  clear: () => {
    for (const key of keptKeys()) localStorage.removeItem(key);
  },
};
document.getElementById("signout").addEventListener("submit", () => {
  isSignedOut = true;
  storage.clear();
});

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher: GraphiQL.createFetcher({ url: "/graphql" }), defaultQuery: firstQuery, storage }),
);
