// Departments as JSON, from the table that the participants service reads. Told where by the first line of its input;
// ends with its input.
import readline from "node:readline";
import Fastify from "fastify";
import pg from "pg";

const lines = readline.createInterface({ input: process.stdin });
const first = await new Promise((resolve) => lines.once("line", resolve));
lines.on("close", () => process.exit(0));
const { database, port } = JSON.parse(first);
const pool = new pg.Pool({ ...database, max: 16 });

// A name makes it a prepared statement.
const get = (hub, id) => ({
  name: "get-department",
  text: `SELECT hub_id, id, school, subject, head_id, state, former_schools, moved_to_hub, revision, create_time,
    update_time FROM department WHERE hub_id = $1 AND id = $2`,
  values: [hub, id],
});

const text = { type: "string" };
const department = {
  type: "object",
  properties: {
    name: text,
    school: text,
    subject: text,
    head: text,
    state: text,
    formerSchools: { type: "array", items: { type: "object", properties: { school: text, endDate: text } } },
    movedTo: text,
    etag: text,
    createTime: text,
    updateTime: text,
  },
};

const toJson = (row) => ({
  name: `hubs/${row.hub_id}/departments/${row.id}`,
  school: `schools/${row.school}`,
  subject: `SUBJECT_${row.subject}`,
  head: row.head_id ? `hubs/${row.hub_id}/participants/${row.head_id}` : undefined,
  state: `STATE_${row.state}`,
  formerSchools: row.former_schools,
  movedTo: row.moved_to_hub ? `hubs/${row.moved_to_hub}/departments/${row.id}` : undefined,
  etag: `"${row.revision}"`,
  createTime: row.create_time.toISOString(),
  updateTime: row.update_time.toISOString(),
});

const app = Fastify();
app.get("/v1/hubs/:hub/departments/:id", { schema: { response: { 200: department } } }, async (request, reply) => {
  const { rows } = await pool.query(get(request.params.hub, request.params.id));
  return rows.length === 0 ? reply.code(404).send({ error: "not found" }) : toJson(rows[0]);
});

await app.listen({ host: "127.0.0.1", port });
console.log("done");
