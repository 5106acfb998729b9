export const ruby = `require "json"
require "openssl"

# headers: lower-case names. body: the raw text of the request, before any JSON is read from it.
def verify(headers, body, secret = ENV.fetch("WEBHOOK_SECRET"))
  id = headers.fetch("webhook-id")
  timestamp = headers.fetch("webhook-timestamp")
  raise "Too old, or a clock is wrong" if (Time.now.to_i - Integer(timestamp, 10)).abs > 300

  key = secret.delete_prefix("whsec_").unpack1("m")
  signed = "#{id}.#{timestamp}.#{body}"
  expected = "v1," + [OpenSSL::HMAC.digest("SHA256", key, signed)].pack("m0")
  given = headers.fetch("webhook-signature").split(" ")
  is_signed = given.any? { |each| OpenSSL.secure_compare(each, expected) }
  raise "The signature does not match" unless is_signed

  JSON.parse(body)
end
`
