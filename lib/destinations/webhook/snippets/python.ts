export const python = `import base64, hashlib, hmac, json, os, time

# headers: lower-case names. body: the raw bytes of the request, before any JSON is read from them.
def verify(headers, body, secret=None):
    secret = secret or os.environ["WEBHOOK_SECRET"]
    message_id = headers["webhook-id"]
    timestamp = headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        raise ValueError("Too old, or a clock is wrong")

    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers["webhook-signature"].split(" ")
    if not any(hmac.compare_digest(each.encode(), expected.encode()) for each in given):
        raise ValueError("The signature does not match")
    return json.loads(body)
`
