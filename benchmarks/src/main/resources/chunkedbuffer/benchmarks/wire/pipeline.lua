-- Sends as many requests at once as its argument says, and prints what the benchmarks read.
init = function(args)
  local requests = {}
  for i = 1, tonumber(args[1]) do
    requests[i] = wrk.format("GET", "/plaintext")
  end
  request_batch = table.concat(requests)
end

request = function()
  return request_batch
end

-- An answer that takes longer than two seconds is no error: another server waits for it too.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status,
    latency:percentile(50), latency:percentile(99)))
end
