/** What a project's file is called where none is named. */
export const projectFile = "handshake-matrix.yaml";
