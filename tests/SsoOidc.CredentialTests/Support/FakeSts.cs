using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.CredentialTests;

/// <summary>STS on loopback. It checks signatures by its own arithmetic, not by the library's.</summary>
internal sealed class FakeSts
{
    private readonly Dictionary<string, string> _secrets = [];
    private int _count;

    public List<(Dictionary<string, string> Form, string? SignedBy)> Calls { get; } = [];

    public string Account { get; set; } = "123456789012";

    public DateTimeOffset Expiration { get; set; } = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Answers to give before the real ones.</summary>
    public Queue<Reply> Troubles { get; } = [];

    public void Knows(string keyId, string secret) => _secrets[keyId] = secret;

    public Reply Answer(ReceivedRequest request)
    {
        if (Troubles.TryDequeue(out var trouble))
        {
            return trouble;
        }

        var form = request.Body.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        string? signer = null;
        if (request.Header("authorization") is { } authorization)
        {
            signer = authorization.Split("Credential=")[1].Split('/')[0];
            if (!_secrets.TryGetValue(signer, out string? secret) || Signature(request, authorization, secret) != authorization.Split("Signature=")[1])
            {
                return Error(403, "SignatureDoesNotMatch", "The request signature does not match.");
            }
        }

        int number = ++_count;
        Calls.Add((form, signer));
        string action = form["Action"];
        _secrets[$"AKIDROLE{number}"] = $"secret{number}";
        string expiration = Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new Reply(
            200,
            $"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <{action}Result>
                <AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId><Arn>arn:aws:sts::{Account}:assumed-role/r/s</Arn></AssumedRoleUser>
                <Credentials><AccessKeyId>AKIDROLE{number}</AccessKeyId><SecretAccessKey>secret{number}</SecretAccessKey>
                  <SessionToken>token&amp;{number}</SessionToken><Expiration>{expiration}</Expiration></Credentials>
              </{action}Result>
            </{action}Response>
            """);
    }

    public static Reply Error(int status, string code, string message) => new(
        status, $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>");

    private static string Signature(ReceivedRequest request, string authorization, string secret)
    {
        string scope = authorization.Split("Credential=")[1].Split(',')[0].Split('/', 2)[1];
        string signed = authorization.Split("SignedHeaders=")[1].Split(',')[0];
        string canonical = string.Join('\n', [.. request.Line.Split(' '), string.Empty, .. signed.Split(';').Select(name => $"{name}:{request.Headers[name]}"), string.Empty, signed, Hash(request.Body)]);
        string toSign = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Hash(canonical)}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
