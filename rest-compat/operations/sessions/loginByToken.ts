/** The token is the request's credential: who asks is found out by it, and no variable carries it. */
export const takes = ["jwt"];
