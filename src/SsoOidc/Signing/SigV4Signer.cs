using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.Signing;

/// <summary>The secrets and names that a signature is made with.</summary>
internal readonly record struct SigningScope(string AccessKeyId, string SecretAccessKey, string? SessionToken, string Region, string Service)
{
    public override string ToString() => $"{Region}/{Service}";
}

/// <summary>The parts of a request that are signed, as they go to the wire.</summary>
internal readonly ref struct SignedRequest(string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, string host)
{
    public string Method { get; } = method;

    public ReadOnlySpan<char> Path { get; } = path;

    /// <summary>The query without its question mark.</summary>
    public ReadOnlySpan<char> Query { get; } = query;

    /// <summary>Host, with its port where that is not the scheme's own.</summary>
    public string Host { get; } = host;
}

/// <summary>
/// AWS Signature Version 4. Pure but for one thing it remembers: the key derived for a secret, date, region and service.
/// </summary>
internal sealed class SigV4Signer
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    [ThreadStatic]
    private static Utf8Buffer? _buffer;

    private DerivedKey? _key;
    private Prefix? _prefix;

    /// <summary>Adds host, date, token, body hash and Authorization to the headers.</summary>
    public void Sign(in SignedRequest request, HttpHeaderList headers, ReadOnlySpan<byte> body, in SigningScope scope, DateTimeOffset now)
    {
        SignatureParts.AddHeaders(request, headers, body, scope.SessionToken, now);
        string date = headers["x-amz-date"]!;
        var key = Key(scope, date.AsSpan(0, 8));
        var last = _prefix;
        var buffer = _buffer ??= new Utf8Buffer(1024);
        try
        {
            var signedHeaders = CanonicalRequest.Write(buffer, request, headers, last?.SignedHeaders);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            Hashes.Sha256(buffer.Written, hash);

            buffer.Clear();
            SignatureParts.WriteStringToSign(buffer, Algorithm, date, key.Scope, hash);
            Hashes.HmacSha256(key.Key, buffer.Written, hash);

            if (last is not null && last.IsFor(key, scope.AccessKeyId, signedHeaders))
            {
                headers.SetOwn("authorization", SignatureParts.Authorization(last.Text, hash));
            }
            else
            {
                // Names from outside stand in it; what was accepted once needs no second look.
                var prefix = new Prefix(key, scope.AccessKeyId, signedHeaders);
                headers.Set("authorization", SignatureParts.Authorization(prefix.Text, hash));
                _prefix = prefix;
            }
        }
        finally
        {
            buffer.Clear();
        }
    }

    /// <summary>The string to sign, for tests and diagnostics.</summary>
    internal static string StringToSign(string date, string credentialScope, string canonicalRequest)
    {
        using var buffer = new Utf8Buffer(256);
        SignatureParts.WriteStringToSign(
            buffer, Algorithm, date, credentialScope, SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private DerivedKey Key(in SigningScope scope, ReadOnlySpan<char> date)
    {
        var key = _key;
        if (key is null || !key.IsFor(scope, date))
        {
            _key = key = new DerivedKey(scope, date.ToString());
        }

        return key;
    }

    private sealed class DerivedKey
    {
        private readonly string _secret;
        private readonly string _date;
        private readonly string _region;
        private readonly string _service;

        public DerivedKey(in SigningScope scope, string date)
        {
            (_secret, _date, _region, _service) = (scope.SecretAccessKey, date, scope.Region, scope.Service);
            Scope = $"{date}/{scope.Region}/{scope.Service}/aws4_request";
            byte[] secret = Encoding.UTF8.GetBytes("AWS4" + scope.SecretAccessKey);
            byte[] key = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(date));
            CryptographicOperations.ZeroMemory(secret);
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Region));
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Service));
            Key = HMACSHA256.HashData(key, "aws4_request"u8.ToArray());
        }

        public byte[] Key { get; }

        public string Scope { get; }

        public bool IsFor(in SigningScope scope, ReadOnlySpan<char> date) =>
            string.Equals(_secret, scope.SecretAccessKey, StringComparison.Ordinal)
            && date.SequenceEqual(_date)
            && string.Equals(_region, scope.Region, StringComparison.Ordinal)
            && string.Equals(_service, scope.Service, StringComparison.Ordinal);
    }

    /// <summary>The Authorization header up to the signature: nearly always the same as for the last request.</summary>
    private sealed class Prefix(DerivedKey key, string accessKeyId, SignedHeaders signedHeaders)
    {
        public SignedHeaders SignedHeaders { get; } = signedHeaders;

        public string Text { get; } = SignatureParts.AuthorizationPrefix(Algorithm, accessKeyId, key.Scope, signedHeaders.Line);

        public bool IsFor(DerivedKey otherKey, string otherId, SignedHeaders otherHeaders) =>
            ReferenceEquals(key, otherKey) && ReferenceEquals(SignedHeaders, otherHeaders) && string.Equals(accessKeyId, otherId, StringComparison.Ordinal);
    }
}
