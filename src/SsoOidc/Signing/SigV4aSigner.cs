using System.Security.Cryptography;

namespace SsoOidc.Signing;

/// <summary>
/// AWS Signature Version 4A: asymmetric, for a set of regions instead of one. It remembers the key derived last, which costs
/// much more than a signature.
/// </summary>
internal sealed class SigV4aSigner
{
    private DerivedKey? _key;

    /// <summary>Adds host, date, region set, token, body hash and Authorization to the headers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="body">Its body.</param>
    /// <param name="scope">Secrets and names; its region is the region set, joined by commas.</param>
    /// <param name="now">The time to sign for.</param>
    public void Sign(in SignedRequest request, HttpHeaderList headers, ReadOnlySpan<byte> body, in SigningScope scope, DateTimeOffset now)
    {
        SignatureParts.AddHeaders(request, headers, body, scope.SessionToken, now);
        if (scope.Region.Length > 0)
        {
            headers.Set("x-amz-region-set", scope.Region);
        }

        string date = headers["x-amz-date"]!;
        string credentialScope = $"{date.AsSpan(0, 8)}/{scope.Service}/aws4_request";

        using var canonical = new Utf8Buffer(1024);
        string signedHeaders = CanonicalRequest.Write(canonical, request, headers).Line;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hashes.Sha256(canonical.Written, hash);

        using var toSign = new Utf8Buffer(256);
        SignatureParts.WriteStringToSign(toSign, SigV4aKey.Algorithm, date, credentialScope, hash);
        Hashes.Sha256(toSign.Written, hash);
        byte[] signature = Sign(hash, scope);

        headers.Set(
            "authorization",
            SignatureParts.Authorization(
                SignatureParts.AuthorizationPrefix(SigV4aKey.Algorithm, scope.AccessKeyId, credentialScope, signedHeaders), signature));
    }

    // An ECDsa is not for two threads at once. Whoever finds none at hand makes one; the last to finish leaves his.
    private byte[] Sign(ReadOnlySpan<byte> hash, in SigningScope scope)
    {
        var key = Interlocked.Exchange(ref _key, null);
        if (key is null || !key.IsFor(scope))
        {
            key?.Ecdsa.Dispose();
            key = new DerivedKey(scope);
        }

        byte[] signature = key.Ecdsa.SignHash(hash.ToArray(), DSASignatureFormat.Rfc3279DerSequence);
        Interlocked.Exchange(ref _key, key)?.Ecdsa.Dispose();
        return signature;
    }

    private sealed class DerivedKey
    {
        private readonly string _accessKeyId;
        private readonly string _secret;

        public DerivedKey(in SigningScope scope)
        {
            (_accessKeyId, _secret) = (scope.AccessKeyId, scope.SecretAccessKey);
            byte[] d = SigV4aKey.Derive(_accessKeyId, _secret);
            Ecdsa = SigV4aKey.Import(d);
            CryptographicOperations.ZeroMemory(d);
        }

        public ECDsa Ecdsa { get; }

        public bool IsFor(in SigningScope scope) =>
            string.Equals(_accessKeyId, scope.AccessKeyId, StringComparison.Ordinal)
            && string.Equals(_secret, scope.SecretAccessKey, StringComparison.Ordinal);
    }
}
