-- A policy is refused with one message: where, what was found and expected, what to do.
--
-- refuse(at, message, hint)  does not return; `at` has file, line and column
-- refuse.shown(value)        what a value is in a marketer's words: "the number 3", "a function"
-- refuse.list(names)         a, b and c

local refuse = {}

local LONGEST = 60

local function cut(text)
  if utf8.len(text) and utf8.len(text) > LONGEST then
    return text:sub(1, utf8.offset(text, LONGEST) - 1) .. "…"
  end
  return text
end

local shown = {
  ["nil"] = function() return "nothing" end,
  boolean = function(value) return tostring(value) end,
  number = function(value) return value == value and "the number " .. tostring(value) or "what is no number (0/0)" end,
  ["function"] = function() return "a function" end,
  table = function() return "a list { … }" end,
}

function shown.string(value)
  if not utf8.len(value) then
    return "a text that is not UTF-8"
  end
  return 'the text "' .. cut((value:gsub("[\0-\31\127]", " "))) .. '"'
end

function refuse.shown(value)
  local show = shown[type(value)]
  return show and show(value) or "something else"
end

function refuse.list(names, last)
  if #names < 2 then
    return names[1] or ""
  end
  return table.concat(names, ", ", 1, #names - 1) .. (last or " and ") .. names[#names]
end

return setmetatable(refuse, {
  __call = function(_, at, message, hint)
    error({ file = at.file, line = at.line, column = at.column, message = message, hint = hint }, 0)
  end,
})
