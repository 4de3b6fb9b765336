// JNI binding: the same C interface, found with dlsym. One shim serves every model.
#include <dlfcn.h>
#include <jni.h>

namespace {
template <class F>
F find(jlong library, const char* name) {
  return (F)dlsym((void*)library, name);
}
}  // namespace

extern "C" {
#define JNI(type, name) JNIEXPORT type JNICALL Java_spikelock_toolchain_verilator_JniBinding_##name

JNI(jlong, open)(JNIEnv* env, jclass, jstring path) {
  const char* text = env->GetStringUTFChars(path, nullptr);
  void* library = dlopen(text, RTLD_NOW | RTLD_LOCAL);
  env->ReleaseStringUTFChars(path, text);
  return (jlong)library;
}
JNI(void, close)(JNIEnv*, jclass, jlong library) { dlclose((void*)library); }
JNI(jint, number)(JNIEnv* env, jclass, jlong library, jstring name, jint argument) {
  const char* text = env->GetStringUTFChars(name, nullptr);
  auto function = find<int (*)(int)>(library, text);
  env->ReleaseStringUTFChars(name, text);
  return function(argument);
}
JNI(jstring, portName)(JNIEnv* env, jclass, jlong library, jint i) {
  return env->NewStringUTF(find<const char* (*)(int)>(library, "sl_port_name")(i));
}
JNI(jlong, create)(JNIEnv*, jclass, jlong library, jint seed) {
  return (jlong)find<void* (*)(int)>(library, "sl_create")(seed);
}
JNI(void, destroy)(JNIEnv*, jclass, jlong library, jlong session) {
  find<void (*)(void*)>(library, "sl_destroy")((void*)session);
}
JNI(jint, run)(JNIEnv* env, jclass, jlong library, jlong session, jintArray script, jint length, jintArray results) {
  auto function = find<int (*)(void*, const int*, int, int*, int)>(library, "sl_run");
  jint capacity = env->GetArrayLength(results);
  jint* in = env->GetIntArrayElements(script, nullptr);
  jint* out = env->GetIntArrayElements(results, nullptr);
  jint count = function((void*)session, (const int*)in, length, (int*)out, capacity);
  env->ReleaseIntArrayElements(script, in, JNI_ABORT);
  env->ReleaseIntArrayElements(results, out, 0);
  return count;
}
JNI(jstring, error)(JNIEnv* env, jclass, jlong library, jlong session) {
  return env->NewStringUTF(find<const char* (*)(void*)>(library, "sl_error")((void*)session));
}
JNI(jstring, printed)(JNIEnv* env, jclass, jlong library) {
  return env->NewStringUTF(find<const char* (*)()>(library, "sl_printed")());
}
JNI(jint, trace)(JNIEnv* env, jclass, jlong library, jlong session, jstring path) {
  const char* text = env->GetStringUTFChars(path, nullptr);
  jint result = find<int (*)(void*, const char*)>(library, "sl_trace")((void*)session, text);
  env->ReleaseStringUTFChars(path, text);
  return result;
}
}
