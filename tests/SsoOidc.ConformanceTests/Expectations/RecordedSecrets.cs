using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Calls;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>
/// The credentials and the token that a case's inputs lead to, in the recorded form: for cases of which none were recorded, because the
/// reference took null for them or failed before. By the reference's order, and with nothing of the library's.
/// </summary>
internal sealed partial class RecordedSecrets(GoldenCase golden, Func<string, JsonNode?> given)
{
    private readonly RecordedFiles _files = new(golden, forSecrets: true);
    private readonly JsonObject _environment = golden.Object("environment");

    public JsonObject? Credentials => given("stub_responses") is JsonValue stub && stub.TryGetValue(out bool isStubbed) && isStubbed
        ? OfOptions() ?? Keys("Aws::Credentials", "stubbed-akid", "stubbed-secret", null, null)
        : OfOptions()
            ?? (given("profile") is null ? null : OfProfile())
            ?? Keys("Aws::Credentials", Variable("AWS_ACCESS_KEY_ID"), Variable("AWS_SECRET_ACCESS_KEY"), Variable("AWS_SESSION_TOKEN"), Variable("AWS_ACCOUNT_ID"))
            ?? (Variable("AWS_ROLE_ARN") is not null && Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is not null ? OfWebIdentity() : null)
            ?? OfProfile()
            ?? OfPeer();

    /// <summary>What a session's cache file holds; null where it is of no use, or there is no session.</summary>
    public string? Token
    {
        get
        {
            if (given("stub_responses") is JsonValue stub && stub.TryGetValue(out bool isStubbed) && isStubbed)
            {
                return "token";
            }

#pragma warning disable CA5350 // the name is part of the format
            string? file = _files.Value("sso_session") is { } session
                ? $".aws/sso/cache/{Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(session)))}.json"
                : null;
#pragma warning restore CA5350
            return file is not null && golden.Object("files")[file] is { } text && JsonNode.Parse(text.GetValue<string>()) is JsonObject cached
                && DateTimeOffset.Parse(cached["expiresAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) > ClientSetup.Now
                    ? cached["accessToken"]!.GetValue<string>()
                    : null;
        }
    }

    private JsonObject? OfOptions() => given("credentials")?["static"] is JsonArray parts
        ? Keys("Aws::Credentials", Text(parts[0]), Text(parts[1]), parts.Count > 2 ? Text(parts[2]) : null, null)
        : Keys("Aws::Credentials", Text(given("access_key_id")), Text(given("secret_access_key")), Text(given("session_token")), Text(given("account_id")));

    private JsonObject? OfProfile()
    {
        if (_files.Value("sso_account_id") is not null || _files.Value("sso_role_name") is not null)
        {
            throw new GoldenFormatException("null beside SSO credentials is not known: the portal has no recorded answer");
        }

        return _files.Value("role_arn") is null ? OfKeysInFiles() ?? OfProcess()
            : _files.Value("web_identity_token_file") is not null ? OfWebIdentity()
            : OfSts("assume_role", "Aws::AssumeRoleCredentials");
    }

    private JsonObject? OfKeysInFiles() =>
        _files.Keys is { } keys ? Keys("Aws::SharedCredentials", keys.Id, keys.Secret, keys.Token, keys.Account) : null;

    // What the command prints stands in the command.
    private JsonObject? OfProcess() => _files.Value("credential_process") is { } command && Printed().Match(command) is { Success: true } match
        ? OfDocument("Aws::ProcessCredentials", match.Value, "SessionToken")
        : null;

    private JsonObject? OfWebIdentity() => OfSts("assume_role_with_web_identity", "Aws::AssumeRoleWebIdentityCredentials");

    private JsonObject? OfSts(string action, string rubyClass)
    {
        var answer = golden.OptionalObject("global_config")?["sts"]?["stub_responses"]?[action]?["credentials"];
        var found = Keys(rubyClass, Text(answer?["access_key_id"]), Text(answer?["secret_access_key"]), Text(answer?["session_token"]), null);
        if (found is not null)
        {
            found["expiration"] = answer!["expiration"]?["$time"]?.DeepClone();
        }

        return found;
    }

    private JsonObject? OfPeer()
    {
        var peer = golden.OptionalObject("peer");
        return peer?["ecs"]?["GET /creds"] is JsonArray container ? OfDocument("Aws::ECSCredentials", Text(container[1])!, "Token")
            : (peer?["imds"] as JsonObject)?.FirstOrDefault(static pair => RoleOfInstance().IsMatch(pair.Key)).Value is JsonArray instance
                ? OfDocument("Aws::InstanceProfileCredentials", Text(instance[1])!, "Token")
            : null;
    }

    private static JsonObject? OfDocument(string rubyClass, string json, string token)
    {
        var document = JsonNode.Parse(json)!;
        var found = Keys(rubyClass, Text(document["AccessKeyId"]), Text(document["SecretAccessKey"]), Text(document[token]), Text(document["AccountId"]));
        if (found is not null)
        {
            found["expiration"] = document["Expiration"]?.DeepClone();
        }

        return found;
    }

    private static JsonObject? Keys(string rubyClass, string? id, string? secret, string? token, string? account) =>
        string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret) ? null : new JsonObject
        {
            ["class"] = rubyClass,
            ["set"] = true,
            ["access_key_id"] = id,
            ["secret_access_key"] = secret,
            ["session_token"] = string.IsNullOrEmpty(token) ? null : token,
            ["account_id"] = string.IsNullOrEmpty(account) ? null : account,
        };

    // The first that exists counts, under whichever of its names.
    private string? Variable(string name) => new[] { name, name.Replace("AWS_", "AMAZON_", StringComparison.Ordinal), OldName(name) }
        .Where(variable => _environment.ContainsKey(variable)).Select(variable => Text(_environment[variable])).FirstOrDefault();

    private static string OldName(string name) => name switch
    {
        "AWS_ACCESS_KEY_ID" => "AWS_ACCESS_KEY",
        "AWS_SECRET_ACCESS_KEY" => "AWS_SECRET_KEY",
        _ => name,
    };

    private static string? Text(JsonNode? value) => value?.GetValue<string>();

    [GeneratedRegex(@"\{.*\}")]
    private static partial Regex Printed();

    [GeneratedRegex("^GET /latest/meta-data/iam/security-credentials/.+")]
    private static partial Regex RoleOfInstance();
}
