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

// GraphiQL keeps queries and their variables in the browser; they are not for whoever signs in next.
document.getElementById("signout").addEventListener("submit", () => {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("graphiql:")) localStorage.removeItem(key);
  }
});

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher: GraphiQL.createFetcher({ url: "/graphql" }), defaultQuery: firstQuery }),
);
