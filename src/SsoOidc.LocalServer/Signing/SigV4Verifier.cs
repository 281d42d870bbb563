using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.Hosting;
using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Signing;

/// <summary>Checks the Signature Version 4 of a request from the bytes that arrived.</summary>
internal sealed class SigV4Verifier(ServerSettings settings, ServerAddress address)
{
    private const string Service = "sso-oauth";
    private const string DateHeader = "x-amz-date";
    private const string HashHeader = "x-amz-content-sha256";

    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    /// <summary>Returns when the request is signed by a known key for this service and region; throws the fault otherwise.</summary>
    public void Verify(HttpContext context, ReadOnlySpan<byte> body)
    {
        var headers = context.Request.Headers;
        var authorization = headers.Authorization.Count switch
        {
            0 => throw Fault.MissingAuthentication(),
            1 => AuthorizationHeader.Parse(headers.Authorization.ToString()),
            _ => throw Fault.IncompleteSignature("The request has more than one Authorization header."),
        };
        if (!settings.SigningSecrets.TryGetValue(authorization.AccessKeyId, out var secret))
        {
            throw Fault.UnrecognizedClient();
        }

        if (authorization.Service != Service)
        {
            throw Fault.InvalidSignature($"Credential must be scoped to the service {Service}.");
        }

        CheckSignedHeaders(headers, authorization.SignedHeaders);
        var date = CheckDate(headers, authorization.Date);
        var payloadHash = CheckPayload(headers, body);
        CheckSignature(context, authorization, secret, date, payloadHash);

        if (authorization.Region != settings.Region)
        {
            throw Fault.WrongRegion(settings.Region, address.Endpoint);
        }
    }

    private static void CheckSignedHeaders(IHeaderDictionary headers, IReadOnlyList<string> signed)
    {
        var needed = headers.Keys.Select(name => name.ToLowerInvariant())
            .Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal) || name == "content-type")
            .Append("host")
            .Append(DateHeader);
        if (needed.FirstOrDefault(name => !signed.Contains(name)) is { } missing)
        {
            throw Fault.InvalidSignature($"The header {missing} must be signed.");
        }
    }

    private string CheckDate(IHeaderDictionary headers, string scopeDate)
    {
        var text = headers[DateHeader].ToString();
        if (!DateTimeOffset.TryParseExact(
            text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            throw Fault.IncompleteSignature("X-Amz-Date must read YYYYMMDD'T'HHMMSS'Z'.");
        }

        if (text[..8] != scopeDate)
        {
            throw Fault.InvalidSignature("The date of the credential scope differs from X-Amz-Date.");
        }

        var age = settings.Clock.GetUtcNow() - date;
        return age > LargestSkew ? throw Fault.InvalidSignature($"Signature expired: {text} is more than 15 minutes ago.")
            : age < -LargestSkew ? throw Fault.InvalidSignature($"Signature not yet current: {text} is more than 15 minutes ahead.")
            : text;
    }

    private static string CheckPayload(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        if (headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.OrdinalIgnoreCase))
        {
            throw Fault.InvalidSignature("Bodies in signed chunks are not accepted.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return !headers.TryGetValue(HashHeader, out var claimed) || claimed.ToString() == hash
            ? hash
            : throw Fault.InvalidSignature("X-Amz-Content-SHA256 is not the SHA-256 of the body that arrived.");
    }

    private static void CheckSignature(HttpContext context, AuthorizationHeader authorization, string secret, string date, string payloadHash)
    {
        var canonical = CanonicalRequest.Write(context, authorization.SignedHeaders, payloadHash);
        var canonicalHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var key = SigningKey.Derive(secret, authorization.Date, authorization.Region, authorization.Service);
        var expected = SigningKey.Sign(key, $"{AuthorizationHeader.Algorithm}\n{date}\n{authorization.Scope}\n{canonicalHash}");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(authorization.Signature)))
        {
            throw Fault.InvalidSignature("The signature does not match the one calculated from this request. Check the secret access key.");
        }
    }
}
