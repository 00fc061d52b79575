export { takes, variables } from "./getAdminToken.js";
